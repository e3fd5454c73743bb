import { type RequestContext, valueOf } from './context.ts'
import { decodeUtf8 } from './lib/decode-utf8.ts'
import { countMembers, duplicateKey } from './lib/duplicate-keys.ts'
import { parseExactJson } from './lib/exact-json.ts'
import { scanJson } from './lib/json-scan.ts'
import { isFormType, isJsonType } from './lib/media-type.ts'
import { maxJsonDepth } from './limits.ts'
import { Problem } from './problem.ts'
import { isRejection, reject, type Rejection } from './rejection.ts'

/** A request body as a value; undefined without a body and for content types that have none. */
export interface ParsedBody {
  readonly value: unknown
}

/** What is asked of JSON beside being JSON. */
interface JsonRules {
  /** Levels of objects and lists. */
  readonly maxDepth: number
  /** Refuses a member that is named twice: gateway and upstream could read it differently. */
  readonly unique: boolean
}

const malformedJson = Object.freeze(reject('malformed_json'))
const anyJson: JsonRules = { maxDepth: maxJsonDepth, unique: false }

export const notUtf8 = Object.freeze(
  reject('unsupported_media_type', { detail: 'Send text and forms as UTF-8' }),
)

/**
 * The request body as a value: JSON, text, or the fields of a form (a repeated field is an array). Undefined
 * without a body and for every other content type.
 *
 * A body that is not what its content type says notes the refusal in `ctx.refusal`, which the gateway
 * answers whatever else happens, and throws it as a Problem.
 */
export function requestBody(ctx: RequestContext): unknown {
  const body = parsedBody(ctx)
  if (!isRejection(body)) return body.value
  ctx.refusal ??= body
  throw new Problem(body.code, body.detail === undefined ? {} : { detail: body.detail })
}

/** The same without an exception. Parsed once: the first caller's rules hold. */
export function parsedBody(ctx: RequestContext, rules = anyJson): ParsedBody | Rejection {
  ctx.body ??= parseBody(ctx, rules)
  return ctx.body
}

function parseBody(ctx: RequestContext, rules: JsonRules): ParsedBody | Rejection {
  const { bytes } = ctx
  const type = valueOf(ctx.headers, 'content-type') ?? null
  if (bytes === undefined || bytes.byteLength === 0) return nothing
  if (isJsonType(type)) return json(decodeUtf8(bytes), rules)
  if (isFormType(type)) return form(decodeUtf8(bytes))
  return type !== null && /^\s*text\//i.test(type) ? text(decodeUtf8(bytes)) : nothing
}

const nothing: ParsedBody = Object.freeze({ value: undefined })

function json(source: string | undefined, rules: JsonRules): ParsedBody | Rejection {
  if (source === undefined) return malformedJson
  const scan = scanJson(source, rules.maxDepth)
  if (scan === undefined) return deeperThan(rules.maxDepth)
  try {
    const value = parseExactJson(source, scan)
    return rules.unique && countMembers(value) < scan.names ? namedTwice(source) : { value }
  } catch {
    return malformedJson
  }
}

function deeperThan(maxDepth: number): Rejection {
  return reject('malformed_json', { detail: `The JSON nests deeper than ${maxDepth} levels` })
}

function namedTwice(source: string): Rejection {
  const pointer = `/body${duplicateKey(source) ?? ''}`
  return reject('malformed_json', {
    detail: 'The JSON names a member twice',
    issues: [{ pointer, code: 'duplicate_member', message: 'Write it once' }],
  })
}

function text(source: string | undefined): ParsedBody | Rejection {
  return source === undefined ? notUtf8 : { value: source }
}

function form(source: string | undefined): ParsedBody | Rejection {
  if (source === undefined) return notUtf8
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(source)) {
    const before = fields.get(name)
    if (before === undefined) fields.set(name, value)
    else if (Array.isArray(before)) before.push(value)
    else fields.set(name, [before, value])
  }
  return { value: Object.fromEntries(fields) }
}
