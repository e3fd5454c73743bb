import { expect, test } from 'vitest'

import type { IntegrationEffect, IntegrationUse } from '#contract/shared-integration.ts'

import { en } from '../../../dashboard/src/i18n/en.ts'
import type { Translate } from '../../../dashboard/src/i18n/index.ts'
import { batchesOf, behindOf, isNoticed } from '../../../dashboard/src/pages/integration/effects.ts'
import { isBehind, spreadWords } from '../../../dashboard/src/pages/integrations/spread.ts'

const effect = (more: Partial<IntegrationEffect>): IntegrationEffect => ({
  id: 'ep_1',
  name: 'Orders',
  method: 'GET',
  path: '/orders',
  liveRevision: 1,
  changes: [],
  readers: [],
  issues: [],
  draftIssues: [],
  ...more,
})
const issue = { pointer: '/integrations/0/integration', code: 'x', message: 'No' }

test.each([
  ['not live', [], 'Not live', false],
  ['all current', [{ revision: 4, endpoints: 5 }], 'All run revision 4', false],
  [
    'some behind',
    [
      { revision: 4, endpoints: 3 },
      { revision: 2, endpoints: 2 },
    ],
    '3 of 5 run revision 4',
    true,
  ],
  ['all behind', [{ revision: 3, endpoints: 2 }], '0 of 2 run revision 4', true],
])('the list says who runs the current revision: %s', (_, liveRevisions, words, behind) => {
  expect(spreadWords({ revision: 4, liveRevisions }, translate)).toBe(words)
  expect(isBehind({ revision: 4, liveRevisions })).toBe(behind)
})

test('only live endpoints with another revision are to be renewed', () => {
  const use = (id: string, revision?: number): IntegrationUse => ({
    id,
    name: 'Orders',
    method: 'GET',
    path: '/orders',
    isActive: true,
    live: revision === undefined ? null : { version: 7, revision, ids: ['orders'] },
    draft: null,
  })
  const uses = [use('behind', 1), use('current', 2), use('drafted')]
  expect(behindOf(uses, 2).map(({ id }) => id)).toEqual(['behind'])
})

test('an endpoint is named when its callers or its author notice', () => {
  expect(isNoticed(effect({ readers: ['/response/body'] }))).toBe(false)
  expect(isNoticed(effect({ issues: [issue] }))).toBe(true)
  expect(isNoticed(effect({ draftIssues: [issue] }))).toBe(true)
})

test('more endpoints than one call takes are renewed in several', () => {
  expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(batchesOf([], 2)).toEqual([])
})

/** The words of the list, filled in. */
const translate = ((key: string, values: Record<string, string> = {}) => {
  const name = key.replace('integrations.', '') as 'allRun' | 'someRun' | 'notLive'
  return en.integrations[name].replaceAll(/\{\{ (\w+) \}\}/g, (_, hole: string) =>
    String(values[hole]),
  )
}) as Translate
