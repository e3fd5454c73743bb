import { notUtf8, parsedBody, type ParsedBody } from '../body.ts'
import { type RequestContext, valueOf } from '../context.ts'
import { isFormType, isJsonType } from '../lib/media-type.ts'
import { reject, type Rejection } from '../rejection.ts'

/**
 * The body of a validated endpoint: JSON or a form; undefined value without a body.
 * Refuses what a schema cannot speak about: other types and charsets and compressed bodies (415), text that
 * is no JSON, nests too deep, or names a member twice (400), where gateway and upstream could disagree.
 */
export function readJsonBody(ctx: RequestContext, maxDepth: number): ParsedBody | Rejection {
  if (ctx.bytes === undefined || valueOf(ctx.headers, 'content-length') === '0') return nothing
  const type = valueOf(ctx.headers, 'content-type') ?? null
  if (valueOf(ctx.headers, 'content-encoding') !== undefined) return compressed
  if (type === null || !(isJsonType(type) || isFormType(type))) return wrongType
  return utf8.test(type) ? parsedBody(ctx, { maxDepth, unique: true }) : notUtf8
}

const nothing: ParsedBody = Object.freeze({ value: undefined })

const utf8 = /^[^;]*(?:;(?!\s*charset)[^;]*)*(?:;\s*charset\s*=\s*"?utf-?8"?\s*(?:;.*)?)?$/i

const compressed = Object.freeze(
  reject('unsupported_media_type', { detail: 'Send the body without content-encoding' }),
)
const wrongType = Object.freeze(
  reject('unsupported_media_type', {
    detail: 'Send application/json or application/x-www-form-urlencoded',
  }),
)
