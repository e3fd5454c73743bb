import { addSeen, newSeen, type Run } from '../run.ts'
import type { Check, Keyword, Seen, Site } from '../types.ts'
import { asks, every } from './children.ts'

/** Schemas that look at the same value (2020-12 core, 10.2). */
export const applicators: Readonly<Record<string, Keyword>> = {
  allOf: (site) => every(branchesOf(site)),
  anyOf: (site) => {
    const checks = branchesOf(site)
    return (value, run, seen) => {
      const count = matching(run, checks, value, { seen, enough: 1 })
      return count > 0 || site.fail(run, `must fit one of the ${checks.length} alternatives`)
    }
  },
  oneOf: (site) => {
    const checks = branchesOf(site)
    const message = `must fit exactly one of the ${checks.length} alternatives`
    return (value, run, seen) =>
      matching(run, checks, value, { seen, enough: 2 }) === 1 || site.fail(run, message)
  },
  not: (site) => {
    const check = site.sub(site.value)
    return (value, run) =>
      !asks(run, check, value, undefined) || site.fail(run, 'must not be like this')
  },
  if: conditional,
}

/** How many branches accept the value; stops at `enough` unless all are needed for what they have seen. */
// oxlint-disable-next-line max-params -- flat on the hot path
function matching(
  run: Run,
  checks: readonly Check[],
  value: unknown,
  { seen, enough }: { seen: Seen | undefined; enough: number },
): number {
  let count = 0
  for (const check of checks) {
    const own = seen === undefined ? undefined : newSeen()
    if (!asks(run, check, value, own)) continue
    count += 1
    if (seen !== undefined && own !== undefined) addSeen(seen, own)
    else if (count >= enough) return count
  }
  return count
}

function conditional(site: Site): Check {
  const test = site.sub(site.value)
  const branch = (keyword: string) =>
    Object.hasOwn(site.schema, keyword) ? site.sub(site.schema[keyword]) : undefined
  const positive = branch('then')
  const negative = branch('else')
  return (value, run, seen) => {
    const own = seen === undefined ? undefined : newSeen()
    const holds = asks(run, test, value, own)
    if (holds && seen !== undefined && own !== undefined) addSeen(seen, own)
    return (holds ? positive : negative)?.(value, run, seen) ?? true
  }
}

function branchesOf(site: Site): readonly Check[] {
  const { value } = site
  if (!Array.isArray(value) || value.length === 0) return site.fault('Write a list of schemas')
  return value.map((schema: unknown) => site.sub(schema))
}
