import { requestBody, requestBytes } from '../body.ts'
import type { RequestContext } from '../context.ts'
import { duplicateKey } from '../lib/duplicate-keys.ts'
import { isDeeperThan } from '../lib/json-depth.ts'
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
  const type = headers.get('content-type') ?? ''
  const isJson = json.test(type)
  return typeRefusal(headers, type, isJson) ?? (isJson ? readJson(ctx, maxDepth) : parsed(ctx))
}

function typeRefusal(headers: Headers, type: string, isJson: boolean): Rejection | undefined {
  if (headers.has('content-encoding')) return compressed
  if (!isJson && !form.test(type)) return wrongType
  return utf8.test(type) ? undefined : wrongCharset
}

async function readJson(
  ctx: RequestContext,
  maxDepth: number,
): Promise<{ readonly value: unknown } | Rejection> {
  const text = await jsonText(ctx)
  if (text === undefined) return parsed(ctx)
  if (isDeeperThan(text, maxDepth))
    return reject('malformed_json', { detail: `The JSON nests deeper than ${maxDepth} levels` })
  const read = await parsed(ctx)
  const twice = 'value' in read ? duplicateKey(text) : undefined
  return twice === undefined ? read : duplicate(twice)
}

const json = /^\s*(?:application\/json|text\/json|[^;\s]+\+json)\s*(?:;|$)/i
const form = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i
const utf8 = /^[^;]*(?:;(?!\s*charset)[^;]*)*(?:;\s*charset\s*=\s*"?utf-?8"?\s*(?:;.*)?)?$/i

const compressed = Object.freeze(
  reject('unsupported_media_type', { detail: 'Send the body without content-encoding' }),
)
const wrongType = Object.freeze(
  reject('unsupported_media_type', {
    detail: 'Send application/json or application/x-www-form-urlencoded',
  }),
)
const wrongCharset = Object.freeze(
  reject('unsupported_media_type', { detail: 'Send text and forms as UTF-8' }),
)

/** Undefined when the bytes are not UTF-8: the parser refuses them in words. */
async function jsonText(ctx: RequestContext): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
      await requestBytes(ctx),
    )
  } catch {
    return undefined
  }
}

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
