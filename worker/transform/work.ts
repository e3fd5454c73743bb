import { ExpressionError, type Expression } from '../expression/index.ts'
import { StepFailure, type StepRun } from './operation.ts'

/** Work of one rule, all its steps and items together: four expressions that use all of theirs. */
export const maxRuleWork = 20_000_000
/** Nesting of what an operation walks. */
const maxWalkDepth = 256

/** Counts work against the rule. Throws ExpressionError `fuel`. */
export function spend({ purse }: Pick<StepRun, 'purse'>, units: number): void {
  purse.left -= units
  if (purse.left < 0) throw new ExpressionError('fuel')
}

/** Counts all of a value before it is walked: 20 units a part, 1 for 4 characters. */
export function spendValue(run: Pick<StepRun, 'purse'>, value: unknown, depth = 0): void {
  spend(run, typeof value === 'string' ? 20 + (value.length >> 2) : 20)
  if (typeof value !== 'object' || value === null) return
  if (depth > maxWalkDepth) throw new ExpressionError('size')
  for (const part of Object.values(value)) spendValue(run, part, depth + 1)
}

/** A value that must be a list; a missing one and null have no items. */
export function listOf(value: unknown, run: StepRun): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new StepFailure('a list is needed here', 'wrong_type')
  spend(run, value.length * 20)
  return value
}

/** The value of an expression for each item. */
export async function forEach(
  items: readonly unknown[],
  expression: Expression | undefined,
  run: StepRun,
): Promise<readonly unknown[]> {
  if (expression === undefined) return items
  const { ctx, body, purse } = run
  const values: unknown[] = []
  for (const item of items) {
    spend(run, 100)
    const value = expression.evaluate({ ctx, body, purse, item })
    // oxlint-disable-next-line no-await-in-loop -- in order: the work they share is counted
    values.push(value instanceof Promise ? await value : value)
  }
  return values
}

/** Numbers among the values: others are refused, what is missing is left out. */
export function numbersOf(values: readonly unknown[]): number[] {
  return values.flatMap((value) => {
    if (value === undefined || value === null) return []
    if (typeof value !== 'number') throw new StepFailure('numbers are needed here', 'wrong_type')
    return [value]
  })
}

/** A text by which equal values are equal: members in order of their names. */
export function identity(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  if (Array.isArray(value)) return `[${value.map(identity).join()}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, part]) => `${JSON.stringify(key)}:${identity(part)}`).join()}}`
}
