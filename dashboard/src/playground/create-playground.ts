import { type Accessor, createMemo } from 'solid-js'

import type { EvaluationError } from '#contract/transformation-routes.ts'

import { ProblemError } from '../api/problem-error.ts'
import { parseJson } from '../builder/json-text.ts'
import { marksOf } from '../form/expression-marks.ts'
import type { FormModel } from '../form/form-context.ts'
import { createEvaluation, type Evaluate } from './evaluation.ts'
import type { Playground, RuleSource } from './playground-context.ts'
import { sampleNames, samplePaths } from './sample-paths.ts'
import { requestOf } from './sheet.ts'

interface PlaygroundOptions {
  readonly rule: RuleSource
  readonly input: Accessor<string>
  readonly setInput: (text: string) => void
  readonly scope: Accessor<string>
  readonly setScope: (text: string) => void
  readonly evaluate: Evaluate
  /** Paths that exist without a sample, such as those of an endpoint. */
  readonly knownPaths?: Accessor<readonly string[]>
}

/** Evaluates the rule on the input while either changes. */
export function createPlayground(options: PlaygroundOptions): Playground {
  const { rule, input, setInput, scope, setScope } = options
  const request = createMemo(
    () => requestOf(rule.get(''), { input: input(), scope: scope() }),
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  )
  const evaluation = createEvaluation(request, options.evaluate)
  const problems = createMemo(() => [
    ...issuesOf(evaluation.error()),
    ...(evaluation.error() === undefined ? (evaluation.result()?.errors ?? []).map(ofRule) : []),
  ])
  const lastOutput = createMemo<unknown>((before) => {
    const result = evaluation.result()
    return result === undefined || result.errors.length > 0 ? before : result.output
  })
  const warnings = createMemo(() => (evaluation.result()?.warnings ?? []).map(ofRule))
  const paths = createMemo(() => {
    const document = parseJson(input())
    const beside = parseJson(scope())
    return [
      ...new Set([
        'body',
        ...(document.ok ? samplePaths(document.value, 'body') : []),
        ...(beside.ok ? samplePaths(beside.value, '') : []),
        ...(options.knownPaths?.() ?? []),
        ...(document.ok ? sampleNames(document.value) : []),
      ]),
    ]
  })
  return {
    rule,
    input,
    setInput,
    scope,
    setScope,
    evaluation,
    lastOutput,
    problems,
    warnings,
    paths,
  }
}

/** The rule as the document of a form. */
export function formOf({ rule, problems, warnings, paths }: Playground): FormModel {
  const below = (pointer: string) =>
    problems().filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
  return {
    get: (pointer) => rule.get(pointer),
    set: (pointer, value) => rule.set(pointer, value),
    issue: (pointer, deep) =>
      below(pointer).find((one) => deep === true || one.pointer === pointer)?.message,
    issues: (pointer) =>
      below(pointer).map((one) => ({ ...one, pointer: one.pointer.slice(pointer.length) })),
    readOnly: () => rule.readOnly(),
    marks: (pointer) =>
      marksOf(String(rule.get(pointer) ?? ''), pointer, {
        problems: problems(),
        warnings: warnings(),
      }),
    scope: paths,
  }
}

/** Pointers of the engine lead into the request of the test. */
const ofRule = (error: EvaluationError): EvaluationError => ({
  ...error,
  pointer: error.pointer.replace(/^\/rule(?=\/|$)/, ''),
})

function issuesOf(error: unknown): readonly EvaluationError[] {
  return error instanceof ProblemError
    ? error.issues.map(({ pointer, code, message }) => ofRule({ pointer, code, message }))
    : []
}
