import type { Caching } from '#contract/caching.ts'
import type { EndpointMethod } from '#contract/endpoint.ts'

import { parsePathPattern, type PathPattern, routeKeyOf } from './path-pattern.ts'
import type { Invalidation, RouteEntry } from './types.ts'

type Rule = Caching['invalidationRules'][number]

/** A live endpoint whose answers are cached. */
export interface CachingRoute {
  readonly endpointId: string
  readonly method: EndpointMethod
  readonly path: string
  readonly rules: readonly Rule[]
}

/** A rule read: the route whose success makes answers wrong. */
export interface WriteRoute {
  /** As `routeKey`: parameter names ignored. */
  readonly key: string
  readonly pattern: PathPattern
}

/** `POST /orders/{id}` of a rule. Undefined: not a path template. */
export function readWriteRoute(on: string): WriteRoute | undefined {
  const spaceAt = on.indexOf(' ')
  const pattern = parsePathPattern(on.slice(spaceAt + 1))
  if ('fault' in pattern) return undefined
  return { key: routeKeyOf(on.slice(0, spaceAt), pattern), pattern }
}

/** The routes, each with what the index needs to know of caches: nothing for nearly all of them. */
export function withInvalidations(
  entries: readonly RouteEntry[],
  readers: readonly CachingRoute[],
): readonly RouteEntry[] {
  if (readers.length === 0) return entries
  const caching = new Set(
    readers.filter(({ method }) => method === 'GET').map(({ endpointId }) => endpointId),
  )
  const rules = rulesByWrite(readers)
  return entries.map((entry) => {
    if (entry.method === 'GET')
      return caching.has(entry.endpointId) ? { ...entry, caches: true } : entry
    const pattern = rules.size === 0 ? undefined : parsePathPattern(entry.path)
    if (pattern === undefined || 'fault' in pattern) return entry
    const found = rules.get(routeKeyOf(entry.method, pattern))
    if (found === undefined) return entry
    return { ...entry, invalidates: found.flatMap((rule) => invalidationsOf(rule, pattern)) }
  })
}

interface ReadRule {
  readonly rule: Rule
  readonly reader: CachingRoute
  /** Path of the rule. */
  readonly pattern: PathPattern
}

function rulesByWrite(readers: readonly CachingRoute[]): Map<string, ReadRule[]> {
  const rules = new Map<string, ReadRule[]>()
  for (const reader of readers)
    for (const rule of reader.rules) {
      const write = readWriteRoute(rule.on)
      if (write === undefined) continue
      const known = rules.get(write.key)
      const read = { rule, reader, pattern: write.pattern }
      if (known === undefined) rules.set(write.key, [read])
      else known.push(read)
    }
  return rules
}

/** Shapes are equal, so a parameter of the rule is the one of the write at the same place. */
function invalidationsOf(
  { rule, reader, pattern }: ReadRule,
  write: PathPattern,
): readonly Invalidation[] {
  const nameOf = new Map(pattern.params.map((name, at) => [name, write.params[at] ?? name]))
  if (rule.tags.length === 0) return [wholeEndpoint(reader, nameOf)]
  return rule.tags.map((tag): Invalidation => {
    const names = [...tag.matchAll(braced)].map((match) => match[1] ?? '')
    // A tag nobody can fill in: too much is forgotten rather than too little.
    if (names.some((name) => !nameOf.has(name))) return { endpointId: reader.endpointId }
    return { tag: tag.replaceAll(braced, (_, name: string) => `{${nameOf.get(name) ?? name}}`) }
  })
}

const braced = /\{([A-Za-z_]\w*)\}/g

/** The answers to the same parameters, where the write knows all of them. */
function wholeEndpoint(reader: CachingRoute, nameOf: ReadonlyMap<string, string>): Invalidation {
  const { endpointId } = reader
  const pattern = parsePathPattern(reader.path)
  const params = 'fault' in pattern ? [] : pattern.params
  if (params.length === 0 || params.some((name) => !nameOf.has(name))) return { endpointId }
  return {
    endpointId,
    params: Object.fromEntries(params.map((name) => [name, nameOf.get(name) ?? name])),
  }
}
