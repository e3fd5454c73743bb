import { deeperThan, notUtf8, requestBody, requestText } from '../body.ts'
import type { RequestContext } from '../context.ts'
import { duplicateKey } from '../lib/duplicate-keys.ts'
import { isDeeperThan } from '../lib/json-depth.ts'
import { isFormType, isJsonType } from '../lib/media-type.ts'
import { maxJsonDepth } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'

/**
 * The body of a validated endpoint: JSON or a form, read once; undefined value without a body.
 * Refuses what a schema cannot speak about: other types and charsets and compressed bodies (415), text that
 * is no JSON, nests too deep, or names a member twice (400), where gateway and upstream could disagree.
 */
export async function readJsonBody(
  ctx: RequestContext,
  maxDepth: number,
): Promise<{ readonly value: unknown } | Rejection> {
  const { headers, body } = ctx.request
  if (body === null || headers.get('content-length') === '0') return { value: undefined }
  const type = headers.get('content-type')
  const isJson = isJsonType(type)
  if (headers.has('content-encoding')) return compressed
  if (type === null || !(isJson || isFormType(type))) return wrongType
  if (!utf8.test(type)) return notUtf8
  return isJson ? readJson(ctx, maxDepth) : parsed(ctx)
}

async function readJson(
  ctx: RequestContext,
  maxDepth: number,
): Promise<{ readonly value: unknown } | Rejection> {
  const text = await requestText(ctx)
  // What is not UTF-8, and what nests deeper than any JSON may, the parser refuses in its own words.
  if (text === undefined) return parsed(ctx)
  if (maxDepth < maxJsonDepth && isDeeperThan(text, maxDepth)) return deeperThan(maxDepth)
  const read = await parsed(ctx)
  const twice = 'value' in read ? duplicateKey(text) : undefined
  return twice === undefined ? read : duplicate(twice)
}

const utf8 = /^[^;]*(?:;(?!\s*charset)[^;]*)*(?:;\s*charset\s*=\s*"?utf-?8"?\s*(?:;.*)?)?$/i

const compressed = Object.freeze(
  reject('unsupported_media_type', { detail: 'Send the body without content-encoding' }),
)
const wrongType = Object.freeze(
  reject('unsupported_media_type', {
    detail: 'Send application/json or application/x-www-form-urlencoded',
  }),
)

async function parsed(ctx: RequestContext): Promise<{ readonly value: unknown } | Rejection> {
  try {
    return { value: await requestBody(ctx) }
  } catch (error) {
    if (ctx.refusal === undefined) throw error
    return ctx.refusal
  }
}

function duplicate(pointer: string): Rejection {
  return reject('malformed_json', {
    detail: 'The JSON names a member twice',
    issues: [{ pointer: `/body${pointer}`, code: 'duplicate_member', message: 'Write it once' }],
  })
}
