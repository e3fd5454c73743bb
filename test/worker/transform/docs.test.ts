/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'

import type { Transformation } from '#contract/transformation.ts'
import { kindCatalog } from '#worker/api/kind-catalog.ts'

import { applied, ruleOf } from '../../support/rules.ts'

// Read as text at build time: the tests run where there is no file system.
const pages = import.meta.glob<string>('../../../docs/kinds/transform/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

interface Example {
  readonly step: { readonly operation: string }
  readonly input: unknown
  readonly output: unknown
}

const types = ['map', 'filter', 'aggregate', 'validate', 'custom'] as const
const examples = types.flatMap((type) =>
  [...(pages[`../../../docs/kinds/transform/${type}.md`] ?? '').matchAll(/```json\n([^`]*)```/g)]
    .map((match) => JSON.parse(match[1] ?? '') as Partial<Example>)
    .filter((block): block is Example => block.step !== undefined)
    .map((example): [Transformation['type'], string, Example] => [
      type,
      example.step.operation,
      example,
    ]),
)

/** What GET /kinds says of the operations of a type. */
function operationsOf(type: string): string[] {
  const kind = kindCatalog.find((one) => one.stage === 'transform' && one.type === type)
  const { properties } = (kind?.schema ?? {}) as { properties: { rules: { items: Served } } }
  return properties.rules.items.oneOf.map((one) => one.properties.operation.const)
}

interface Served {
  readonly oneOf: readonly { readonly properties: { readonly operation: { const: string } } }[]
}

describe('the pages of the rule types', () => {
  it.each(examples)('show what %s %s does', async (type, _operation, { step, input, output }) => {
    expect(await applied(ruleOf(type, [step]), input)).toEqual(output)
  })

  it.each(types)('have an example of every operation of %s', (type) => {
    const shown = examples.filter(([of]) => of === type).map(([, operation]) => operation)
    expect(shown.toSorted()).toEqual(operationsOf(type).toSorted())
  })
})
