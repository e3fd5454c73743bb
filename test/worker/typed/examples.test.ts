/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'

import { kindCatalog } from '#worker/api/kind-catalog.ts'
import { readSections } from '#worker/check/sections.ts'
import { typeIssues } from '#worker/check/types.ts'
import { effectOf } from '#worker/typed/operations/index.ts'

import { demoEndpoints } from '../../../scripts/lib/demo-endpoints.ts'

const files = import.meta.glob<unknown>('../../../examples/*.json', {
  eager: true,
  import: 'default',
})
const examples = [
  ...Object.entries(files).map(
    ([path, config]) => [path.split('/').at(-1) ?? path, config] as const,
  ),
  ...demoEndpoints('https://shop.example').map((config) => [config.name, config] as const),
]

describe('examples', () => {
  it.each(examples)('%s has types that fit', (_, config) => {
    expect(typeIssues(readSections(config))).toEqual({ issues: [], warnings: [] })
  })
})

interface Served {
  readonly oneOf: readonly { readonly properties: { operation: { const: string } } }[]
}

const operations = kindCatalog
  .filter(({ stage }) => stage === 'transform')
  .flatMap(({ type, schema }) => {
    const { properties } = schema as { properties: { rules: { items: Served } } }
    return properties.rules.items.oneOf.map((one) => [type, one.properties.operation.const])
  })

describe('operations', () => {
  it.each(operations)('%s %s says what it makes of types', (type, name) => {
    expect(effectOf(String(type), String(name))).toBeDefined()
  })
})
