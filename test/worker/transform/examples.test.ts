/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'

import { endpointConfig } from '#contract/endpoint.ts'
import { testCaseIssues } from '#worker/check/test-cases.ts'

import { contextOf } from '../expression/context.ts'

const files = import.meta.glob<unknown>('../../../examples/*.json', {
  eager: true,
  import: 'default',
})
const examples = Object.entries(files).map(
  ([path, config]) => [path.split('/').at(-1) ?? path, endpointConfig.parse(config)] as const,
)

describe('examples', () => {
  it.each(examples)('%s passes its own test cases', async (_, config) => {
    const { variables } = config
    expect(await testCaseIssues(config, () => contextOf({ variables }), {}, '')).toEqual([])
  })

  it('there is one with test cases', () => {
    const tested = examples.filter(([, config]) =>
      config.transformations.some(({ testCases }) => testCases.length > 0),
    )
    expect(tested.map(([name]) => name)).toContain('github-push.json')
  })
})
