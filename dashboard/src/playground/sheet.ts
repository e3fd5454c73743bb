import { isRecord } from '#contract/is-record.ts'
import type { EvaluationRequest } from '#contract/transformation-routes.ts'

import { print } from '../builder/json-patch-text.ts'
import { parseJson } from '../builder/json-text.ts'
import { valueAt } from '../builder/pointer.ts'

/** What the playground edits, as texts: a rule with its test cases, a document, and what expressions may read beside it. */
export interface Sheet {
  readonly rule: string
  readonly input: string
  /** Request, principal, integrations and variables; may be empty. */
  readonly scope: string
}

/** A rule that writes the whole document by one expression. */
export function ruleOf(source: string, testCases: readonly unknown[] = []): unknown {
  const rules = [{ operation: 'set', source, target: '' }]
  return { id: 'rule', type: 'map', phase: 'response', rules, testCases }
}

/** True for what the expression view can show: one step without a condition, which writes the whole document once. */
export function isOneExpression(rule: unknown): boolean {
  const steps = valueAt(rule, '/rules')
  const isOne = Array.isArray(steps) && steps.length === 1 && valueAt(rule, '/each') !== true
  if (!isOne) return false
  const { operation, target = '', condition = '' } = Object(steps[0]) as Record<string, unknown>
  return operation === 'set' && target === '' && condition === ''
}

/** What is asked of the engine; undefined while a text is not JSON. */
export function requestOf(
  rule: unknown,
  { input, scope }: Pick<Sheet, 'input' | 'scope'>,
): EvaluationRequest | undefined {
  const document = parseJson(input)
  const beside = parseJson(scope.trim() === '' ? '{}' : scope)
  if (!document.ok || !beside.ok || !isRecord(beside.value) || !isRecord(rule)) return undefined
  const isEmpty = Object.keys(beside.value).length === 0
  return {
    rule: rule as EvaluationRequest['rule'],
    input: document.value,
    ...(isEmpty ? {} : { scope: beside.value as EvaluationRequest['scope'] }),
  }
}

/** A sheet as the page opens it. */
export const sheetOf = (rule: unknown, input: unknown, scope?: unknown): Sheet => ({
  rule: print(rule),
  input: print(input),
  scope: scope === undefined ? '' : print(scope),
})
