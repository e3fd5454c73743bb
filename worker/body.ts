import type { RequestContext } from './context.ts'
import { isDeeperThan } from './lib/json-depth.ts'
import { maxJsonDepth } from './limits.ts'
import { Problem } from './problem.ts'
import { reject, type Rejection } from './rejection.ts'

const malformedJson = Object.freeze(reject('malformed_json'))
const tooDeep = Object.freeze(
  reject('malformed_json', { detail: `The JSON nests deeper than ${maxJsonDepth} levels` }),
)
const notUtf8 = Object.freeze(
  reject('unsupported_media_type', { detail: 'Send text and forms as UTF-8' }),
)

/**
 * The request body as a value, read and parsed once: JSON, text, or the fields of a form (a repeated
 * field is an array). Undefined without a body and for every other content type.
 *
 * A body that is not what its content type says notes the refusal in `ctx.refusal`, which the gateway
 * answers whatever else happens, and throws it as a Problem.
 */
export function requestBody(ctx: RequestContext): Promise<unknown> {
  ctx.body ??= parseBody(ctx)
  return ctx.body
}

/** The request body as bytes, read once. Streaming `ctx.request.body` is only possible before this. */
export function requestBytes(ctx: RequestContext): Promise<ArrayBuffer> {
  ctx.bytes ??= ctx.request.arrayBuffer()
  return ctx.bytes
}

async function parseBody(ctx: RequestContext): Promise<unknown> {
  const parse = parserFor(ctx.request.headers.get('content-type'))
  if (parse === undefined || ctx.request.body === null) return undefined
  const bytes = await requestBytes(ctx)
  return bytes.byteLength === 0 ? undefined : parse(ctx, bytes)
}

type Parser = (ctx: RequestContext, bytes: ArrayBuffer) => unknown

function parserFor(contentType: string | null): Parser | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return json
  if (type === 'application/x-www-form-urlencoded') return form
  return type.startsWith('text/') ? text : undefined
}

function json(ctx: RequestContext, bytes: ArrayBuffer): unknown {
  const source = decode(bytes) ?? refuse(ctx, malformedJson)
  if (isDeeperThan(source, maxJsonDepth)) refuse(ctx, tooDeep)
  try {
    return JSON.parse(source)
  } catch {
    return refuse(ctx, malformedJson)
  }
}

function text(ctx: RequestContext, bytes: ArrayBuffer): string {
  return decode(bytes) ?? refuse(ctx, notUtf8)
}

function form(ctx: RequestContext, bytes: ArrayBuffer): unknown {
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text(ctx, bytes))) {
    const before = fields.get(name)
    if (before === undefined) fields.set(name, value)
    else if (Array.isArray(before)) before.push(value)
    else fields.set(name, [before, value])
  }
  return Object.fromEntries(fields)
}

/** Undefined when the bytes are not UTF-8: replacing them would change the body silently. */
function decode(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return undefined
  }
}

function refuse(ctx: RequestContext, refusal: Rejection): never {
  ctx.refusal ??= refusal
  throw new Problem(refusal.code, refusal.detail === undefined ? {} : { detail: refusal.detail })
}
