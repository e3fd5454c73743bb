import { readTargeted } from './targeted.ts'

/** Cache-Control directives by their lower-case name; the text of their argument, or true without one. */
export type Directives = ReadonlyMap<string, string | true>

/** RFC 9111 1.2.2: greater numbers mean this one. */
const maxSeconds = 2_147_483_648
const directive = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*)))?$/

/** Reads a Cache-Control header (RFC 9111 5.2). Of a directive that is written twice, the first counts. */
export function parseDirectives(text: string | undefined): Directives {
  const found = new Map<string, string | true>()
  for (const part of text === undefined ? [] : splitList(text)) {
    const [, name = '', quoted, bare] = directive.exec(part) ?? []
    const key = name.toLowerCase()
    if (key !== '' && !found.has(key)) found.set(key, quoted ?? bare ?? true)
  }
  return found
}

/** What a shared cache goes by: CDN-Cache-Control where it is usable, else Cache-Control (RFC 9213 2.1). */
export function answerDirectives(
  cacheControl: string | undefined,
  cdnCacheControl: string | undefined,
): { readonly directives: Directives; readonly isTargeted: boolean } {
  const targeted = cdnCacheControl === undefined ? undefined : readTargeted(cdnCacheControl)
  return targeted === undefined
    ? { directives: parseDirectives(cacheControl), isTargeted: false }
    : { directives: targeted, isTargeted: true }
}

/** Milliseconds; undefined when the directive is absent, 0 when it makes no sense: then the answer is stale. */
export function lifetimeMs(directives: Directives, name: string): number | undefined {
  const value = directives.get(name)
  return value === undefined ? undefined : (secondsOf(value) ?? 0) * 1_000
}

/** delta-seconds (RFC 9111 1.2.2); undefined when it is none. */
export function secondsOf(value: string | true | undefined): number | undefined {
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return undefined
  return Math.min(Number(value), maxSeconds)
}

/** Header names in the argument of `no-cache="a, b"`, in lower case; empty without one. */
export function fieldsOf(value: string | true | undefined): string[] {
  return typeof value === 'string' ? listOf(value.toLowerCase()) : []
}

/** The members of a comma-separated list of tokens. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Splits at commas outside quotes. */
function splitList(text: string): string[] {
  return text.includes('"')
    ? [...text.matchAll(/(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g)].map(([part]) => part.trim())
    : listOf(text)
}
