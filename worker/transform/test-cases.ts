import type { Transformation } from '#contract/transformation.ts'

import type { RequestContext } from '../context.ts'
import { firstDifference } from '../lib/first-difference.ts'
import type { CompiledTransformation, Failure } from './types.ts'

/** What $now and $millis give in test cases: 2026-01-01T00:00:00.000Z. */
export const testCaseNowMs = 1_767_225_600_000

/** A rule with its test cases. */
export interface TestedRule<Config = Pick<Transformation, 'rules' | 'testCases'>> {
  readonly config: Config
  readonly compiled: CompiledTransformation
  readonly pointer: string
}

export interface CaseOutcome {
  readonly rule: string
  readonly name: string
  /** Of the test case. */
  readonly pointer: string
  /** Missing when the rule failed. */
  readonly actual?: unknown
  readonly failure?: Failure
  /** Where the output is not what is expected. */
  readonly difference?: string
}

/** Runs the test cases of a rule. `reached` gets the pointers of the steps that were applied. */
export async function runCases(
  { config, compiled, pointer }: TestedRule,
  contextOf: () => RequestContext,
  reached: Set<string>,
): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = []
  for (const [at, { name, input, expectedOutput }] of config.testCases.entries()) {
    const base = { rule: compiled.id, name, pointer: `${pointer}/testCases/${at}` }
    // oxlint-disable-next-line no-await-in-loop -- one after the other: memory of one at a time
    const result = await compiled.evaluate(input, contextOf(), ({ index, outcome }) => {
      if (outcome === 'applied') reached.add(`${pointer}/rules/${index}`)
    })
    if ('failure' in result) outcomes.push({ ...base, failure: result.failure })
    else {
      const difference = firstDifference(result.body, expectedOutput)
      outcomes.push({
        ...base,
        actual: result.body,
        ...(difference !== undefined && { difference }),
      })
    }
  }
  return outcomes
}
