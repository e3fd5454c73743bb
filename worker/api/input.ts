import type { Route } from '#contract/routes.ts'

import { Problem } from '../problem.ts'
import { shapeIssues } from '../check/shape.ts'
import type { IfMatch } from './types.ts'

const maxBodyBytes = 1_048_576

/** The query string, checked. A name that comes twice is not acceptable, and neither is an unknown one. */
export function readQuery(route: Route, url: string): unknown {
  if (route.query === undefined) return undefined
  const pairs = [...new URL(url).searchParams]
  const query = Object.fromEntries(pairs)
  const parsed = route.query.safeParse(query)
  if (!parsed.success)
    throw new Problem('malformed_parameter', { issues: shapeIssues(parsed.error, query) })
  if (pairs.length !== Object.keys(query).length)
    throw new Problem('malformed_parameter', { detail: 'Send each query parameter once' })
  return parsed.data
}

/** RFC 9110 13.1.1, for one strong validator: ours are `"<revision>"`. */
export function readIfMatch(route: Route, request: Request): IfMatch {
  if (route.etag === undefined) return undefined
  const header = request.headers.get('if-match')?.trim()
  if (header === undefined) {
    if (route.etag === 'required') throw new Problem('precondition_required')
    return undefined
  }
  if (header === '*') return '*'
  const revision = /^"(\d{1,15})"$/.exec(header)?.[1]
  if (revision === undefined) throw new Problem('revision_mismatch')
  return Number(revision)
}

/** The JSON body, checked by the route's schema unless its handler does that. */
export async function readBody(route: Route, request: Request): Promise<unknown> {
  if (route.body === undefined) return undefined
  const text = await readText(request)
  if (text !== '' && !isJson(request)) {
    throw new Problem('unsupported_media_type', { detail: 'Send content-type: application/json' })
  }
  const value = text === '' ? undefined : parseJson(text)
  if (route.bodyCheck === 'handler') return value
  const parsed = route.body.safeParse(value)
  if (!parsed.success)
    throw new Problem('invalid_input', { issues: shapeIssues(parsed.error, value) })
  return parsed.data
}

function isJson(request: Request): boolean {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('malformed_json')
  }
}

/** Counts while it reads: content-length may be missing or wrong. */
async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes)
      throw new Problem('body_too_large', { detail: `Send at most ${maxBodyBytes} bytes` })
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
