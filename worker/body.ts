import type { RequestContext } from './context.ts'
import { decodeUtf8 } from './lib/decode-utf8.ts'
import { isDeeperThan } from './lib/json-depth.ts'
import { isFormType, isJsonType } from './lib/media-type.ts'
import { maxJsonDepth } from './limits.ts'
import { Problem } from './problem.ts'
import { reject, type Rejection } from './rejection.ts'

const malformedJson = Object.freeze(reject('malformed_json'))
const tooDeep = Object.freeze(deeperThan(maxJsonDepth))

export const notUtf8 = Object.freeze(
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

/** The request body as text, decoded once; undefined when it is not UTF-8. */
export function requestText(ctx: RequestContext): Promise<string | undefined> {
  ctx.text ??= requestBytes(ctx).then(decodeUtf8)
  return ctx.text
}

/** Refuses JSON with more than `maxDepth` levels of objects and lists. */
export function deeperThan(maxDepth: number): Rejection {
  return reject('malformed_json', { detail: `The JSON nests deeper than ${maxDepth} levels` })
}

async function parseBody(ctx: RequestContext): Promise<unknown> {
  const parse = parserFor(ctx.request.headers.get('content-type'))
  if (parse === undefined || ctx.request.body === null) return undefined
  const bytes = await requestBytes(ctx)
  return bytes.byteLength === 0 ? undefined : parse(ctx, await requestText(ctx))
}

type Parser = (ctx: RequestContext, text: string | undefined) => unknown

function parserFor(contentType: string | null): Parser | undefined {
  if (isJsonType(contentType)) return json
  if (isFormType(contentType)) return form
  return contentType !== null && /^\s*text\//i.test(contentType) ? text : undefined
}

function json(ctx: RequestContext, text: string | undefined): unknown {
  const source = text ?? refuse(ctx, malformedJson)
  if (isDeeperThan(source, maxJsonDepth)) refuse(ctx, tooDeep)
  try {
    return JSON.parse(source)
  } catch {
    return refuse(ctx, malformedJson)
  }
}

function text(ctx: RequestContext, text: string | undefined): string {
  return text ?? refuse(ctx, notUtf8)
}

function form(ctx: RequestContext, source: string | undefined): unknown {
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text(ctx, source))) {
    const before = fields.get(name)
    if (before === undefined) fields.set(name, value)
    else if (Array.isArray(before)) before.push(value)
    else fields.set(name, [before, value])
  }
  return Object.fromEntries(fields)
}

function refuse(ctx: RequestContext, refusal: Rejection): never {
  ctx.refusal ??= refusal
  throw new Problem(refusal.code, refusal.detail === undefined ? {} : { detail: refusal.detail })
}
