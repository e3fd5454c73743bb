import type { Caching } from '#contract/caching.ts'

import { pathParameters } from './path-template.ts'

/** What a write forgets: a tag, or answers of the endpoint itself. */
export type CacheTarget =
  | { readonly kind: 'tag'; readonly tag: string }
  /** Answers to the same values of these path parameters. */
  | { readonly kind: 'parameters'; readonly names: readonly string[] }
  | { readonly kind: 'everything' }
  /** The answers to the path that was written to (RFC 9111 section 4.4). */
  | { readonly kind: 'samePath' }

/** A write and what it forgets of an endpoint. */
export interface CacheLink {
  /** `POST /orders/{id}`. */
  readonly write: string
  readonly targets: readonly CacheTarget[]
}

/**
 * What the rules of an endpoint say, one link for each write. A rule whose tag or endpoint asks for a parameter that
 * the write has not forgets everything: too much rather than too little.
 */
export function cacheLinks(path: string, rules: Caching['invalidationRules']): CacheLink[] {
  const own = pathParameters(path)
  return rules.map(({ on, tags }) => {
    const known = new Set(pathParameters(pathOf(on)))
    const isWhole = (names: readonly string[]) => names.every((name) => known.has(name))
    const ofEndpoint: CacheTarget =
      own.length > 0 && isWhole(own) ? { kind: 'parameters', names: own } : { kind: 'everything' }
    const ofTag = (tag: string): CacheTarget =>
      isWhole(namesIn(tag)) ? { kind: 'tag', tag } : { kind: 'everything' }
    return { write: on, targets: tags.length === 0 ? [ofEndpoint] : tags.map(ofTag) }
  })
}

/** Names in braces of a tag. */
const namesIn = (tag: string): string[] =>
  [...tag.matchAll(/\{([A-Za-z_]\w*)\}/g)].map((match) => match[1] ?? '')

/** `POST /orders/{id}` → `/orders/{id}`. */
export const pathOf = (write: string): string => write.slice(write.indexOf(' ') + 1)

/**
 * Tags to choose from while one is typed: a parameter where a brace is open, else the path's own words with
 * their parameter, `orders:{id}`.
 */
export function tagSuggestions(path: string, typed: string): string[] {
  const parameters = pathParameters(path)
  const brace = typed.lastIndexOf('{')
  if (brace > typed.lastIndexOf('}')) {
    const begun = typed.slice(brace + 1)
    return parameters
      .filter((name) => name.startsWith(begun))
      .map((name) => `${typed.slice(0, brace)}{${name}}`)
  }
  if (typed !== '' && !wordsOf(path).some((tag) => tag.startsWith(typed)))
    return parameters.map((name) => `${typed.replace(/:$/, '')}:{${name}}`)
  return wordsOf(path).filter((tag) => tag.startsWith(typed))
}

/** `/orders/{id}/items` → `orders`, `orders:{id}`, `items`. */
function wordsOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '*')
  return segments.map((segment, index) => {
    const name = /^\{(\w+)\+?\}$/.exec(segment)?.[1]
    if (name === undefined) return segment
    const before = segments[index - 1]
    return before === undefined || before.startsWith('{') ? `{${name}}` : `${before}:{${name}}`
  })
}
