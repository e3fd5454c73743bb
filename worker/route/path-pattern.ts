import { isRejection } from '../rejection.ts'
import { normalisePath } from './normalise-path.ts'

export type PathSegment =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'param'; readonly name: string }
  /** Takes all remaining segments, at least one. */
  | { readonly kind: 'wildcard'; readonly name: string }

/** A parsed path template. Literals are in the normalised form of requests. */
export interface PathPattern {
  readonly segments: readonly PathSegment[]
  readonly params: readonly string[]
  /** Name of the wildcard, which is also in `params`. */
  readonly wildcard: string | undefined
}

/** Why a template cannot be used, in words for its author. */
export interface PathFault {
  readonly fault: string
}

const maxSegments = 30
/** First segments below the base path that the gateway answers itself. */
const reservedSegments: readonly string[] = ['openapi.json', '_ecluse']
const paramName = /^[A-Za-z_]\w{0,63}$/
/** pchar of RFC 3986 3.3 without `*`, and letters beyond ASCII, which are percent-encoded here. */
const literalText = /^(?:[\w.~!$&'()+,;=:@-]|%[0-9A-Fa-f]{2}|[^\0-\x9F\s\uD800-\uDFFF])+$/u
const plainText = /^[A-Za-z0-9_-]+$/

/** Parses an OpenAPI path template: `/orders/{id}`, last segment `*` or `{rest+}` for everything below. */
export function parsePathPattern(template: string): PathPattern | PathFault {
  if (!template.startsWith('/')) return fault('Write a path that starts with /')
  const texts = template.slice(1).split('/')
  if (texts.length > maxSegments) return fault(`Write at most ${maxSegments} segments`)
  const segments: PathSegment[] = []
  const params: string[] = []
  for (const [at, text] of texts.entries()) {
    const segment = parseSegment(text, at === texts.length - 1)
    if ('fault' in segment) return segment
    if (segment.kind !== 'literal') {
      if (params.includes(segment.name))
        return fault(`Write another name for the second parameter "${segment.name}"`)
      params.push(segment.name)
    }
    segments.push(segment)
  }
  const first = segments[0]
  if (first?.kind === 'literal' && reservedSegments.includes(first.value))
    return fault(`Write another first segment: "${first.value}" belongs to the gateway`)
  const last = segments.at(-1)
  return { segments, params, wildcard: last?.kind === 'wildcard' ? last.name : undefined }
}

/**
 * What two endpoints may not share: the method and the shape of the path, parameter names ignored, as
 * `GET /orders/{}`. Throws a TypeError when the template does not parse: check it before.
 */
export function routeKey(method: string, path: string): string {
  const pattern = parsePathPattern(path)
  if ('fault' in pattern) throw new TypeError(`not a path template: ${pattern.fault}`)
  return routeKeyOf(method, pattern)
}

/** The same of a parsed template. */
export function routeKeyOf(method: string, { segments }: PathPattern): string {
  return `${method} /${segments.map(shapeOf).join('/')}`
}

/** Whether one path may match both. */
export function mayOverlap(one: PathPattern, other: PathPattern): boolean {
  const length = Math.max(one.segments.length, other.segments.length)
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [one.segments[at], other.segments[at]]
    if (a === undefined || b === undefined) return false
    if (a.kind === 'wildcard' || b.kind === 'wildcard') return true
    if (a.kind === 'literal' && b.kind === 'literal' && a.value !== b.value) return false
  }
  return true
}

function shapeOf(segment: PathSegment): string {
  if (segment.kind === 'literal') return segment.value
  return segment.kind === 'param' ? '{}' : '{+}'
}

function parseSegment(text: string, isLast: boolean): PathSegment | PathFault {
  if (text === '') return fault('Write every segment: a path ends without / and has no //')
  if (text === '*') return wildcard('wildcard', isLast)
  if (!text.includes('{') && !text.includes('}')) return literal(text)
  if (!text.startsWith('{') || !text.endsWith('}'))
    return fault(`Write "${text}" as one whole parameter such as {name}`)
  const isRest = text.endsWith('+}')
  const name = text.slice(1, isRest ? -2 : -1)
  if (!paramName.test(name) || name === '__proto__')
    return fault(`Write a parameter name of letters, digits and _ in "${text}"`)
  return isRest ? wildcard(name, isLast) : { kind: 'param', name }
}

function wildcard(name: string, isLast: boolean): PathSegment | PathFault {
  return isLast ? { kind: 'wildcard', name } : fault('Write * or {name+} only as the last segment')
}

function literal(text: string): PathSegment | PathFault {
  // Nearly every segment: needs no normalising, which counts when 10,000 routes are built.
  if (plainText.test(text)) return { kind: 'literal', value: text }
  if (!literalText.test(text))
    return fault(
      text.includes('*')
        ? 'Write * alone, as the last segment'
        : `Write "${text}" with percent-encoding for reserved characters`,
    )
  const normalised = normalisePath(`/${encodeBeyondAscii(text)}`)
  return isRejection(normalised)
    ? fault(`Write another segment than "${text}": ${normalised.detail ?? 'it cannot be matched'}`)
    : { kind: 'literal', value: normalised.slice(1) }
}

function encodeBeyondAscii(text: string): string {
  return text.replace(/[^\0-\x7F]+/g, encodeURIComponent)
}

function fault(message: string): PathFault {
  return { fault: message }
}
