import { pointerTo } from '#contract/json-pointer.ts'

import { compileTemplate } from '../expression/index.ts'
import type { Expression, Scope, Template } from '../expression/types.ts'
import type { RequestContext } from '../context.ts'
import { maxUpstreamUrlLength } from '../limits.ts'
import { Problem } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'

/** A URL whose origin is constant and whose holes can change neither host nor path structure. */
export interface UrlTemplate {
  readonly origin: URL
  readonly templates: readonly (Template | Expression)[]
  expand(ctx: RequestContext): string | Rejection | Promise<string | Rejection>
}

/**
 * Compiles URL and query. `query` undefined: the query string of the request is passed on as received.
 * Throws Problem invalid_configuration: dynamic_origin, invalid_url.
 */
export function compileUrl(
  endpoint: string,
  query: Readonly<Record<string, string>> | undefined,
  pointer: string,
): UrlTemplate {
  const template = compileTemplate(endpoint, `${pointer}/endpoint`)
  const { origin, pieces } = parsePieces(template, `${pointer}/endpoint`)
  const fields = query === undefined ? undefined : compileFields(query, `${pointer}/query`)
  const addQuery = queryWriter(fields, endpoint.includes('?'))
  const direct = pieces.every((piece) => typeof piece === 'string' || piece.rawParam !== undefined)
  const fill = direct ? fillDirectly : fillAsync
  return {
    origin,
    templates: [template, ...(fields ?? []).map((field) => field.template)],
    expand(ctx) {
      const filled = fill(pieces, ctx)
      return filled instanceof Promise
        ? filled.then((url) => addQuery(url, ctx))
        : addQuery(filled, ctx)
    },
  }
}

interface Hole {
  readonly expression: Expression
  readonly position: 'path' | 'query'
  /** Set in a path for request.params.<name>: written exactly as it was matched, slashes of a wildcard included. */
  readonly rawParam: string | undefined
}

type Piece = string | Hole

function parsePieces(template: Template, pointer: string): { origin: URL; pieces: Piece[] } {
  const { parts } = template
  const first = parts[0]
  if (typeof first !== 'string' || (parts.length > 1 && !/^https?:\/\/[^/?#]+[/?#]/i.test(first))) {
    throw invalid(
      pointer,
      'dynamic_origin',
      'Write scheme, host and port without {{ }}: only path and query may have holes',
    )
  }
  const text = parts
    .map((part, at) => (typeof part === 'string' ? part : `${marker}${at}z`))
    .join('')
  const url = parseUrl(text, pointer)
  const queryAt = url.href.includes('?') ? url.href.indexOf('?') : Infinity
  const pieces: Piece[] = []
  let end = 0
  for (const match of url.href.matchAll(markers)) {
    const expression = parts[Number(match[1])]
    if (typeof expression !== 'object') continue
    if (match.index > end) pieces.push(url.href.slice(end, match.index))
    pieces.push(hole(expression, match.index < queryAt ? 'path' : 'query'))
    end = match.index + match[0].length
  }
  if (end < url.href.length) pieces.push(url.href.slice(end))
  return { origin: new URL(url.origin), pieces }
}

/** Stands for a hole while the constant text is parsed; letters and digits, so the parser leaves it alone. */
const marker = 'ecluseHole'
const markers = new RegExp(`${marker}(\\d+)z`, 'g')

function parseUrl(text: string, pointer: string): URL {
  // Tabs, newlines and backslashes are dropped or turned by the URL parser: what is read is not what is called.
  if (!/^https?:\/\//i.test(text) || /[\s\\]/.test(text) || !URL.canParse(text)) {
    throw invalid(
      pointer,
      'invalid_url',
      'Write an absolute URL such as https://api.example.com/orders',
    )
  }
  const url = new URL(text)
  if (text.includes('#')) {
    throw invalid(pointer, 'invalid_url', 'Remove the fragment (#…): it is never sent')
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      pointer,
      'invalid_url',
      'Leave user name and password out of the URL; send them in a header',
    )
  }
  return url
}

function hole(expression: Expression, position: Hole['position']): Hole {
  const [root, group, name, ...rest] = expression.path ?? []
  const isParam = root === 'request' && group === 'params' && rest.length === 0
  return { expression, position, rawParam: isParam && position === 'path' ? name : undefined }
}

type Filled = string | Rejection

function fillDirectly(pieces: readonly Piece[], ctx: RequestContext): Filled {
  let url = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') url += piece
    else {
      const value = ctx.rawParams[piece.rawParam ?? '']
      if (value === undefined || value === '') return unusable(piece)
      url += value
    }
  }
  return pieces.length > 1 ? checked(url) : url
}

async function fillAsync(pieces: readonly Piece[], ctx: RequestContext): Promise<Filled> {
  const scope = { ctx }
  let url = ''
  for (const piece of pieces) {
    const text = typeof piece === 'string' ? piece : await holeText(piece, scope)
    if (typeof text !== 'string') return text
    url += text
  }
  return checked(url)
}

async function holeText(hole: Hole, scope: Scope): Promise<Filled> {
  const raw = hole.rawParam === undefined ? undefined : scope.ctx.rawParams[hole.rawParam]
  const text = raw ?? encode(await hole.expression.evaluate(scope))
  // An empty path segment would call another resource: /users/ instead of /users/7.
  return text === undefined || (text === '' && hole.position === 'path') ? unusable(hole) : text
}

/** Percent-encodes everything but unreserved characters; undefined for what is no text. */
function encode(value: unknown): string | undefined {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object' || typeof value === 'function') return undefined
  const text = String(value)
  return text.isWellFormed() ? encodeURIComponent(text) : undefined
}

/** A path of `.` and `..` would be folded by the URL parser and so leave the configured path. */
function checked(url: string): Filled {
  if (url.length > maxUpstreamUrlLength) return tooLong
  return dotSegment.test(url) ? dotted : url
}

const dotSegment = /^[^?]*\/(?:\.|%2e){1,2}(?:[/?]|$)/i
const dotted = Object.freeze(
  reject('malformed_parameter', { detail: 'A value for the upstream path is "." or ".."' }),
)
const tooLong = Object.freeze(
  reject('malformed_parameter', { detail: 'A value for the upstream URL is too long' }),
)

function unusable(hole: Hole): Rejection {
  const detail = `{{ ${hole.expression.source} }} is empty or no text, so it cannot be part of the upstream URL`
  const fromUpstream = hole.expression.integrations.length > 0
  return reject(fromUpstream ? 'upstream_invalid_response' : 'malformed_parameter', { detail })
}

interface Field {
  readonly name: string
  readonly template: Template
  /** Set when the value is one hole: undefined leaves the field out. */
  readonly only: Expression | undefined
}

function compileFields(query: Readonly<Record<string, string>>, pointer: string): Field[] {
  return Object.entries(query).map(([name, text]) => {
    const template = compileTemplate(text, pointer + pointerTo(name))
    const [part] = template.parts
    const only = template.parts.length === 1 && typeof part === 'object' ? part : undefined
    return { name: encodeURIComponent(name.toWellFormed()), template, only }
  })
}

function queryWriter(
  fields: readonly Field[] | undefined,
  hasQuery: boolean,
): (url: Filled, ctx: RequestContext) => Filled | Promise<Filled> {
  if (fields === undefined) {
    return (url, ctx) =>
      isRejection(url) || ctx.search.length < 2
        ? url
        : url + (hasQuery ? `&${ctx.search.slice(1)}` : ctx.search)
  }
  if (fields.length === 0) return (url) => url
  return async (url, ctx) => {
    if (isRejection(url)) return url
    let query = ''
    for (const field of fields) {
      const value = await fieldValue(field, { ctx })
      if (value !== undefined) query += `&${field.name}=${encodeURIComponent(value.toWellFormed())}`
    }
    if (query === '') return url
    const whole = url + (hasQuery ? query : `?${query.slice(1)}`)
    return whole.length > maxUpstreamUrlLength ? tooLong : whole
  }
}

async function fieldValue(field: Field, scope: Scope): Promise<string | undefined> {
  if (field.only === undefined) return field.template.render(scope)
  if ((await field.only.evaluate(scope)) === undefined) return undefined
  return field.template.render(scope)
}

function invalid(pointer: string, code: string, message: string): Problem {
  return new Problem('invalid_configuration', { issues: [{ pointer, code, message }] })
}
