import type { Caching } from '#contract/caching.ts'

import { pathParameters } from './path-template.ts'

/** A write and what it forgets of an endpoint. */
export interface CacheLink {
  /** `POST /orders/{id}`. */
  readonly write: string
  /** Empty: what the endpoint remembers for the path parameters of the write. */
  readonly tags: readonly string[]
  /** Path parameters that both have: without any, all of the endpoint is forgotten. */
  readonly shared: readonly string[]
}

/** What the rules of an endpoint say, one link for each write. */
export function cacheLinks(path: string, rules: Caching['invalidationRules']): CacheLink[] {
  const own = pathParameters(path)
  return rules.map(({ on, tags }) => ({
    write: on,
    tags,
    shared: pathParameters(pathOf(on)).filter((name) => own.includes(name)),
  }))
}

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
