import { type HeaderEntry, type RequestContext, valueOf } from '../context.ts'
import { hashParts } from '../lib/hash-parts.ts'
import { listOf } from './directives.ts'
import { field } from './freshness.ts'
import type { StoredAnswer } from './types.ts'

type Selecting = StoredAnswer['vary']

/**
 * What the Vary of an answer selects by, with the values of this request (RFC 9111 4.1). `headers`: as they are
 * stored, so a body without an encoding is for every Accept-Encoding.
 */
export function selecting(headers: StoredAnswer['headers'], ctx: RequestContext): Selecting {
  const names = new Set(listOf((field(headers, 'vary') ?? '').toLowerCase()))
  if (field(headers, 'content-encoding') === undefined) names.delete('accept-encoding')
  return [...names].sort().map((name) => [name, selectingValue(name, ctx)] as const)
}

/** Whether this request is one the answer was made for. */
export function selects(vary: Selecting, ctx: RequestContext): boolean {
  for (const [name, value] of vary) if (selectingValue(name, ctx) !== value) return false
  return true
}

export function sameSelection(one: Selecting, other: Selecting): boolean {
  return (
    one.length === other.length &&
    one.every(([name, value], at) => other[at]?.[0] === name && other[at]?.[1] === value)
  )
}

/** Where only white space differs, and letters in a language, the values mean the same. */
export function normalised([name, value]: HeaderEntry): string {
  const compact = value.replaceAll(/\s*,\s*/g, ',').replaceAll(/[ \t]+/g, ' ')
  return name === 'accept-language' ? compact.toLowerCase().replaceAll(' ', '') : compact
}

const credentials: readonly string[] = ['authorization', 'cookie', 'proxy-authorization']

function selectingValue(name: string, { headers, hiddenHeader }: RequestContext): string | null {
  const value = valueOf(headers, name)
  if (value === undefined) return null
  // A credential is compared, never stored.
  const isSecret = name === hiddenHeader || credentials.includes(name)
  return isSecret ? hashParts(value) : normalised([name, value])
}
