import { isRecord } from '#contract/is-record.ts'
import type { CaseResult, EvaluationResult } from '#contract/transformation-routes.ts'

/** A test case as it stands in the rule. */
export interface TestCase {
  readonly name: string
  readonly input: unknown
  readonly expectedOutput: unknown
  readonly description?: string
}

/** Cases of a rule; those that are not written as cases are left to the check of the rule. */
export const casesOf = (value: unknown): readonly TestCase[] =>
  Array.isArray(value)
    ? value.filter(isRecord).map((one) => ({ ...one, name: String(one['name'] ?? '') }) as TestCase)
    : []

/** Results come in the order of the cases; one of another name answers an older list. */
export function resultOf(
  one: TestCase,
  index: number,
  result: EvaluationResult | undefined,
): CaseResult | undefined {
  const found = result?.cases[index]
  return found?.name === one.name ? found : undefined
}

export function caseCounts(
  value: unknown,
  result: EvaluationResult | undefined,
): { readonly count: number; readonly passed: number } {
  const cases = casesOf(value)
  const passed = cases.filter((one, index) => resultOf(one, index, result)?.passed === true)
  return { count: cases.length, passed: passed.length }
}

/** Numbers of the steps that no case reaches, from 1. */
export const missedSteps = (missed: readonly string[]): number[] =>
  missed.flatMap((pointer) => {
    const index = /\/rules\/(\d+)$/.exec(pointer)?.[1]
    return index === undefined ? [] : [Number(index) + 1]
  })
