import { canonical } from '../equal.ts'
import type { Run } from '../run.ts'
import type { Check, Keyword, Site } from '../types.ts'
import { asks, checkAt } from './children.ts'
import { countOf, limit } from './limits.ts'

const size = (value: unknown): number | undefined =>
  Array.isArray(value) ? value.length : undefined

/** Limits of lists (2020-12 validation, 6.4). */
export const arrayLimits: Readonly<Record<string, Keyword>> = {
  maxItems: limit(true, 'items', size),
  minItems: limit(false, 'items', size),
  uniqueItems: (site) =>
    site.value === true
      ? (value, run) =>
          !Array.isArray(value) ||
          areUnique(value, run) ||
          site.fail(run, 'must have no item twice')
      : undefined,
}

/** Schemas of the items of lists (2020-12 core, 10.3.1; draft-07 validation, 6.4). */
export const arrays: Readonly<Record<string, Keyword>> = {
  prefixItems: (site) => tuple(site, site.value),
  items: (site) =>
    Array.isArray(site.value) ? tuple(site, site.value) : rest(site, lengthOf(site, 'prefixItems')),
  additionalItems: (site) =>
    Array.isArray(site.schema['items']) ? rest(site, lengthOf(site, 'items')) : undefined,
  contains,
}

function lengthOf(site: Site, keyword: string): number {
  const items = site.schema[keyword]
  return Array.isArray(items) ? items.length : 0
}

function tuple(site: Site, schemas: unknown): Check {
  if (!Array.isArray(schemas)) return site.fault('Write a list of schemas')
  const checks = schemas.map((schema: unknown) => site.sub(schema))
  return (value, run, seen) => {
    if (!Array.isArray(value)) return true
    let accepted = true
    for (let at = 0; at < checks.length && at < value.length; at += 1) {
      const check = checks[at]
      if (check === undefined || checkAt(run, at, check, value[at])) continue
      if (run.issues === undefined) return false
      accepted = false
    }
    if (seen !== undefined) seen.items = Math.max(seen.items, Math.min(checks.length, value.length))
    return accepted
  }
}

function rest(site: Site, from: number): Check {
  const check = site.sub(site.value)
  return (value, run, seen) => {
    if (!Array.isArray(value)) return true
    let accepted = true
    for (let at = from; at < value.length; at += 1) {
      if (checkAt(run, at, check, value[at])) continue
      if (run.issues === undefined) return false
      accepted = false
    }
    if (seen !== undefined) seen.items = value.length
    return accepted
  }
}

function contains(site: Site): Check {
  const check = site.sub(site.value)
  const bound = (keyword: string, otherwise: number) =>
    site.schema[keyword] === undefined
      ? otherwise
      : countOf({ ...site, value: site.schema[keyword] })
  const least = bound('minContains', 1)
  const most = bound('maxContains', Number.POSITIVE_INFINITY)
  return (value, run, seen) => {
    if (!Array.isArray(value)) return true
    let count = 0
    for (let at = 0; at < value.length; at += 1) {
      if (!asks(run, check, value[at], undefined)) continue
      count += 1
      seen?.others.add(at)
    }
    if (count < least) return site.fail(run, `must contain at least ${least} of the wanted items`)
    return count <= most || site.fail(run, `must contain at most ${most} of the wanted items`)
  }
}

/** Linear: equal items have one canonical text. */
function areUnique(items: readonly unknown[], run: Run): boolean {
  const plain = new Set<unknown>()
  const others = new Set<string>()
  const spend = (work: number) => run.spend(work)
  for (const item of items) {
    run.spend(1)
    const isPlain = typeof item !== 'object' || item === null
    const set: Set<unknown> = isPlain ? plain : others
    const key = isPlain ? item : canonical(item, spend)
    if (set.has(key)) return false
    set.add(key)
  }
  return true
}
