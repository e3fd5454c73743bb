import type { Transformation } from '#contract/transformation.ts'

import type { RequestContext } from '../context.ts'
import type { Purse } from '../expression/index.ts'
import { firstDifference } from '../lib/first-difference.ts'
import type { CoverageNotes } from './coverage.ts'
import type { CompiledTransformation, Failure } from './types.ts'

/** What $now and $millis give in test cases: 2026-01-01T00:00:00.000Z. */
export const testCaseNowMs = 1_767_225_600_000

/** What starting a test case counts for, whatever its steps do. */
const workPerCase = 1_000

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

/** Who watches test cases, and how much work is left for them; without a limit each rule has its own. */
export interface CaseWatch {
  readonly coverage: CoverageNotes
  readonly purse?: Purse
}

/** Runs the test cases of a rule, as far as there is work left for them. */
export async function runCases(
  { config, compiled, pointer }: TestedRule,
  contextOf: () => RequestContext,
  { coverage, purse }: CaseWatch,
): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = []
  coverage.add(pointer, config.rules)
  for (const [at, { name, input, expectedOutput }] of config.testCases.entries()) {
    if (purse !== undefined && purse.left <= 0) break
    let work = 0
    const base = { rule: compiled.id, name, pointer: `${pointer}/testCases/${at}` }
    // oxlint-disable-next-line no-await-in-loop -- one after the other: memory of one at a time
    const result = await compiled.evaluate(input, contextOf(), (note) => {
      coverage.note(pointer, note)
      ;({ work } = note)
    })
    if (purse !== undefined) purse.left -= Math.max(work, workPerCase)
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
