import { isRecord } from '#contract/is-record.ts'

import { compilePattern } from '../pattern.ts'
import type { Run } from '../run.ts'
import type { Check, Keyword, Site } from '../types.ts'
import { checkAt, membersOf } from './children.ts'
import { limit } from './limits.ts'

const size = (value: unknown): number | undefined => {
  const members = membersOf(value)
  return members === undefined ? undefined : Object.keys(members).length
}

/** Limits of objects (2020-12 validation, 6.5). */
export const objectLimits: Readonly<Record<string, Keyword>> = {
  maxProperties: limit(true, 'members', size),
  minProperties: limit(false, 'members', size),
  required: (site) => requires(site, namesOf(site, site.value)),
  dependentRequired: (site) => dependencies(site, (names) => requires(site, namesOf(site, names))),
}

/** Schemas of the members of objects (2020-12 core, 10.3.2; draft-07 validation, 6.5). */
export const objects: Readonly<Record<string, Keyword>> = {
  properties,
  patternProperties: (site) => {
    const patterns = Object.entries(mapOf(site)).map(([source, schema]) => ({
      matches: compilePattern({ value: source, fault: site.fault }),
      check: site.sub(schema),
    }))
    return eachMember((name, value, run) => {
      let verdict: boolean | undefined
      for (const { matches, check } of patterns)
        if (matches(name, run)) verdict = checkAt(run, name, check, value) && verdict !== false
      return verdict
    })
  },
  additionalProperties,
  propertyNames: (site) => {
    const check = site.sub(site.value)
    return (value, run) => {
      const members = membersOf(value)
      if (members === undefined) return true
      return Object.keys(members).reduce((ok, name) => checkAt(run, name, check, name) && ok, true)
    }
  },
  dependentSchemas: (site) => dependencies(site, (schema) => site.sub(schema)),
  dependencies: (site) =>
    dependencies(site, (wanted) =>
      Array.isArray(wanted) ? requires(site, namesOf(site, wanted)) : site.sub(wanted),
    ),
}

function properties(site: Site): Check {
  const wanted = Object.entries(mapOf(site)).map(
    ([name, schema]) => [name, site.sub(schema)] as const,
  )
  return (value, run, seen) => {
    const members = membersOf(value)
    if (members === undefined) return true
    let accepted = true
    for (const [name, check] of wanted) {
      if (!Object.hasOwn(members, name)) continue
      seen?.properties.add(name)
      if (checkAt(run, name, check, members[name])) continue
      if (run.issues === undefined) return false
      accepted = false
    }
    return accepted
  }
}

function additionalProperties(site: Site): Check {
  const { properties: named, patternProperties: patterned } = site.schema
  const known = new Set(isRecord(named) ? Object.keys(named) : [])
  const patterns = Object.keys(isRecord(patterned) ? patterned : {}).map((source) =>
    compilePattern({ value: source, fault: site.fault }),
  )
  const check = site.sub(site.value)
  return eachMember((name, value, run) => {
    if (known.has(name) || patterns.some((matches) => matches(name, run))) return undefined
    return checkAt(run, name, check, value)
  })
}

/** Undefined: the keyword does not speak of this member. */
type MemberCheck = (name: string, value: unknown, run: Run) => boolean | undefined

function eachMember(check: MemberCheck): Check {
  return (value, run, seen) => {
    const members = membersOf(value)
    if (members === undefined) return true
    let accepted = true
    for (const name in members) {
      const verdict = check(name, members[name], run)
      if (verdict !== undefined) seen?.properties.add(name)
      if (verdict !== false) continue
      if (run.issues === undefined) return false
      accepted = false
    }
    return accepted
  }
}

function requires(site: Site, names: readonly string[]): Check {
  return (value, run) => {
    const members = membersOf(value)
    if (members === undefined) return true
    let accepted = true
    for (const name of names) {
      if (Object.hasOwn(members, name)) continue
      if (run.issues === undefined) return false
      run.path.push(name)
      accepted = site.fail(run, 'is required')
      run.path.pop()
    }
    return accepted
  }
}

function dependencies(site: Site, compile: (wanted: unknown) => Check): Check {
  const checks = Object.entries(mapOf(site)).map(
    ([name, wanted]) => [name, compile(wanted)] as const,
  )
  return (value, run, seen) => {
    const members = membersOf(value)
    if (members === undefined) return true
    let accepted = true
    for (const [name, check] of checks)
      if (Object.hasOwn(members, name) && !check(value, run, seen)) accepted = false
    return accepted
  }
}

function mapOf(site: Site): Readonly<Record<string, unknown>> {
  return isRecord(site.value) ? site.value : site.fault('Write an object')
}

function namesOf(site: Site, value: unknown): readonly string[] {
  const isNames = Array.isArray(value) && value.every((name) => typeof name === 'string')
  return isNames ? value : site.fault('Write a list of names')
}
