import { isRecord } from '#contract/is-record.ts'

import { canonical, equal } from '../equal.ts'
import type { Check, Keyword, Site } from '../types.ts'

const kinds: Readonly<Record<string, { test: (value: unknown) => boolean; words: string }>> = {
  null: { test: (value) => value === null, words: 'null' },
  boolean: { test: (value) => typeof value === 'boolean', words: 'true or false' },
  string: { test: (value) => typeof value === 'string', words: 'a string' },
  number: { test: (value) => typeof value === 'number', words: 'a number' },
  integer: { test: (value) => Number.isInteger(value), words: 'an integer' },
  array: { test: (value) => Array.isArray(value), words: 'a list' },
  object: {
    test: isRecord,
    words: 'an object',
  },
}

const type: Keyword = (site) => {
  const names: unknown[] = Array.isArray(site.value) ? site.value : [site.value]
  const wanted = names.map((name) => {
    const kind = Object.hasOwn(kinds, String(name)) ? kinds[String(name)] : undefined
    return (
      kind ??
      site.fault(
        `There is no type ${JSON.stringify(name)}; write one of ${Object.keys(kinds).join(', ')}`,
      )
    )
  })
  const message = `must be ${wanted.map((kind) => kind.words).join(' or ')}`
  const [only] = wanted
  if (wanted.length === 1 && only !== undefined) {
    const { test } = only
    return (value, run) => test(value) || site.fail(run, message)
  }
  return (value, run) => wanted.some((kind) => kind.test(value)) || site.fail(run, message)
}

const enumeration: Keyword = (site) => {
  if (!Array.isArray(site.value)) return site.fault('Write a list of values')
  return oneOf(site, site.value, `must be one of ${shown(site.value)}`)
}

function oneOf(site: Site, values: readonly unknown[], message: string): Check {
  const plain = new Set(values.filter((value) => typeof value !== 'object' || value === null))
  const others = values.filter((value) => typeof value === 'object' && value !== null)
  return (value, run) => {
    if (plain.has(value)) return true
    for (const other of others) {
      run.spend(1)
      if (equal(value, other)) return true
    }
    return site.fail(run, message)
  }
}

function shown(values: readonly unknown[]): string {
  const text = values.map((value) => canonical(value)).join(', ')
  return text.length > 200 ? `${values.length} values` : text
}

/** What a value is (2020-12 validation, 6.1). */
export const constants: Readonly<Record<string, Keyword>> = {
  type,
  const: (site) => oneOf(site, [site.value], `must be ${shown([site.value])}`),
  enum: enumeration,
}
