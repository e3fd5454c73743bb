import { cleanup, render, screen } from '@solidjs/testing-library'
import { afterEach, describe, expect, it } from 'vitest'

import type { RuleReport } from '#contract/coverage.ts'
import type { Issue } from '#contract/problem.ts'

import { type Builder, BuilderContext } from '../../../dashboard/src/builder/builder-context.ts'
import { openDraft, withIssues } from '../../../dashboard/src/builder/draft.ts'
import { RuleFindings } from '../../../dashboard/src/builder/rule-findings.tsx'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'

afterEach(cleanup)

const report: RuleReport = {
  id: 'total',
  pointer: '/transformations/0',
  cases: ['passed', 'failed', 'not_run'].map((outcome, at) => ({
    name: `case ${at}`,
    pointer: `/transformations/0/testCases/${at}`,
    outcome: outcome as RuleReport['cases'][number]['outcome'],
  })),
  coverage: {
    steps: 3,
    reached: 2,
    missed: ['/transformations/0/rules/1'],
    conditions: 2,
    bothWays: 1,
    unseen: [{ pointer: '/transformations/0/rules/1/condition', value: true }],
  },
}

const warnings: Issue[] = [
  {
    pointer: '/transformations/0/testCases/1/expectedOutput/n',
    code: 'test_case_failed',
    message: 'Test case "case 1" gives another output',
  },
  {
    pointer: '/transformations/0/rules/2/source',
    code: 'unknown_field',
    message: 'There is no field totl; did you mean total? (position 5)',
    position: 5,
  },
  { pointer: '/transformations/1/rules/0/source', code: 'unknown_field', message: 'elsewhere' },
]

function open(found: object) {
  const empty = openDraft({}, '"1"')
  const draft = withIssues(empty, empty.text, [], found)
  const builder = { store: { draft: () => draft } } as unknown as Builder
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <BuilderContext.Provider value={builder}>
        <RuleFindings pointer="/transformations/0" />
      </BuilderContext.Provider>
    </I18nProvider>
  ))
}

const texts = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)

describe('what a check says of a rule', () => {
  it('is its coverage, with what no case shows, and its own warnings at their place', () => {
    open({ reports: [report], warnings })
    for (const line of [
      '1 of 3 cases pass',
      '2 of 3 steps run',
      '1 of 2 conditions seen both ways',
    ])
      expect(screen.getByText(line)).toBeTruthy()
    expect(texts()).toEqual([
      'No case runs step 2',
      'In no case is the condition of step 2 true',
      'Not run, because those before took all the work of a check: 1',
      '/testCases/1/expectedOutput/n Test case "case 1" gives another output',
      'Step 3, source There is no field totl; did you mean total? (position 5)',
    ])
  })

  it('is nothing for a rule without test cases of which nothing is to say', () => {
    open({ reports: [{ ...report, cases: [] }], warnings: [] })
    expect(screen.queryByRole('region')).toBeNull()
  })
})
