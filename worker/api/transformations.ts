import type { Issue } from '#contract/problem.ts'
import type {
  CaseResult,
  EvaluationError,
  EvaluationRequest,
  EvaluationResult,
  EvaluationStep,
} from '#contract/transformation-routes.ts'
import type { Transformation } from '#contract/transformation.ts'

import { codeIssues, sandboxIssues } from '../check/code.ts'
import { compileRuleSchema } from '../compile.ts'
import type { RequestContext } from '../context.ts'
import { compileDocumentExpression, ExpressionError } from '../expression/index.ts'
import { maxWork } from '../expression/limits.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from '../limits.ts'
import { Problem } from '../problem.ts'
import { CoverageNotes } from '../transform/coverage.ts'
import { transform } from '../transform/index.ts'
import {
  type CaseOutcome,
  runCases,
  testCaseNowMs,
  type TestedRule,
} from '../transform/test-cases.ts'
import type { Failure, StepNote, TransformDeps } from '../transform/types.ts'
import { maxRuleWork } from '../transform/work.ts'
import { typesOfExpression, typesOfTested } from './evaluation-types.ts'
import { evaluationContext } from './evaluation-context.ts'
import { Shown } from './shown-values.ts'
import type { Handlers } from './types.ts'

export const transformationHandlers: Handlers<'testTransformation'> = {
  async testTransformation({ body, now, services, actor }) {
    const { rule, rules, expression } = body
    const given = [rule, rules, expression].filter((one) => one !== undefined)
    if (given.length !== 1) throw new Problem('invalid_input', { issues: [oneOf] })
    const ctx = evaluationContext(body.scope ?? {}, now)
    if (expression !== undefined) return { output: await ofExpression(expression, body.input, ctx) }
    const all =
      rules === undefined
        ? [{ config: { id: 'rule', ...rule } as Transformation, pointer: '/rule' }]
        : rules.map((config, at) => ({ config, pointer: `/rules/${at}` }))
    const { sandbox } = services.compileDeps
    // Authors who try the same code do not meet.
    const own = { sandbox, owner: `trial/${actor.userId}` }
    return { output: await ofRules(all, body, { ctx, ...own }) }
  },
}

const oneOf: Issue = {
  pointer: '',
  code: 'required',
  message: 'Send one of rule, rules and expression',
}

const limits = { maxChars: maxAnswerBytes, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth }

const nothing: EvaluationResult = {
  steps: [],
  errors: [],
  warnings: [],
  cost: { work: 0, maxWork, outputBytes: 0 },
  cases: [],
  coverage: new CoverageNotes().report(),
}

async function ofExpression(
  source: string,
  input: unknown,
  ctx: RequestContext,
): Promise<EvaluationResult> {
  const purse = { left: maxWork }
  const cost = () => ({ work: maxWork - Math.max(0, purse.left), maxWork, outputBytes: 0 })
  try {
    const expression = compileDocumentExpression(source, '/expression')
    const value = await expression.evaluate({ ctx, body: input, purse })
    const warnings = typesOfExpression(source)
    return written({ ...nothing, warnings, cost: cost() }, value, '/expression')
  } catch (error) {
    if (error instanceof Problem) return { ...nothing, errors: problemErrors(error) }
    if (!(error instanceof ExpressionError)) throw error
    const { code, message } = error
    return { ...nothing, errors: [{ code, message, pointer: '/expression' }], cost: cost() }
  }
}

/** With the output and its size, unless it is more than an answer may be. */
function written(result: EvaluationResult, output: unknown, pointer: string): EvaluationResult {
  if (output === undefined) return result
  const text = stringifyJson(output, limits)
  if (text === undefined) {
    const message = 'The result is too large or nests too deep'
    return { ...result, errors: [...result.errors, { code: 'size', message, pointer }] }
  }
  const outputBytes = new TextEncoder().encode(text).byteLength
  return { ...result, output, cost: { ...result.cost, outputBytes } }
}

async function ofRules(
  all: readonly Pick<TestedRule<Transformation>, 'config' | 'pointer'>[],
  { input, scope }: EvaluationRequest,
  { ctx, ...own }: Pick<TransformDeps, 'sandbox' | 'owner'> & { readonly ctx: RequestContext },
): Promise<EvaluationResult> {
  const placed = all.map(({ config, pointer }) => ({ rule: config, pointer }))
  const ofCode = [...sandboxIssues(placed, own), ...(await codeIssues(placed, own))]
  const errors: EvaluationError[] = [...ofCode]
  const tested = all.flatMap(({ config, pointer }) => compiled(config, { pointer, ...own }, errors))
  if (errors.length > 0) return { ...nothing, errors }
  const shown = new Shown()
  const run = await applied(tested, input, { ctx, shown })
  const coverage = new CoverageNotes()
  const outcomes: CaseOutcome[] = []
  for (const rule of tested) {
    const contextOf = () => evaluationContext(scope ?? {}, testCaseNowMs)
    // oxlint-disable-next-line no-await-in-loop -- one after the other: memory of one at a time
    outcomes.push(...(await runCases(rule, contextOf, { coverage })))
  }
  const result: EvaluationResult = {
    ...nothing,
    steps: run.steps,
    warnings: typesOfTested(tested),
    errors: run.failure === undefined ? [] : [errorOf(run.failure)],
    cost: { work: run.work, maxWork: maxRuleWork * tested.length, outputBytes: 0 },
    cases: outcomes.map((outcome) => caseOf(outcome, shown)),
    coverage: coverage.report(),
  }
  return run.failure === undefined ? written(result, run.body, all[0]?.pointer ?? '') : result
}

function compiled(
  config: Transformation,
  own: Omit<TransformDeps, 'compileSchema'>,
  errors: EvaluationError[],
): TestedRule<Transformation>[] {
  try {
    const { pointer } = own
    const deps = { ...own, compileSchema: compileRuleSchema }
    return [{ config, pointer, compiled: transform.compile(config.type, config, deps) }]
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    errors.push(...problemErrors(error).map((one) => ({ ...one, rule: config.id })))
    return []
  }
}

/** More steps nobody reads: a rule for each item of a long list makes one per item. */
const maxSteps = 2_000

async function applied(
  rules: readonly TestedRule[],
  input: unknown,
  { ctx, shown }: { readonly ctx: RequestContext; readonly shown: Shown },
) {
  const steps: EvaluationStep[] = []
  let body = input
  let before = 0
  for (const { compiled: rule } of rules) {
    let work = 0
    const watch = (note: StepNote) => {
      work = note.work
      if (steps.length < maxSteps)
        steps.push({ ...note, rule: rule.id, work: before + work, output: shown.of(note.output) })
    }
    // oxlint-disable-next-line no-await-in-loop -- a rule sees what the one before left
    const result = await rule.evaluate(body, ctx, watch)
    before += work
    if ('failure' in result) return { steps, work: before, failure: result.failure }
    ;({ body } = result)
  }
  return { steps, work: before, body }
}

function caseOf({ rule, name, pointer, ...outcome }: CaseOutcome, shown: Shown): CaseResult {
  const { failure, difference, actual } = outcome
  if (failure !== undefined) return { rule, name, passed: false, error: errorOf(failure) }
  const passed = difference === undefined
  const message = `The output differs from expectedOutput at ${difference || 'its root'}`
  const at = `${pointer}/expectedOutput${difference ?? ''}`
  return {
    rule,
    name,
    passed,
    actual: shown.of(actual),
    ...(!passed && { error: { code: 'output_differs', message, pointer: at } }),
  }
}

/** What code says of its own error is for its author, who is asking. */
function errorOf({ code, message, said, rule, step, pointer }: Failure): EvaluationError {
  const text = said === undefined ? message : `${message}: ${said}`
  return { code, message: text, rule, pointer, ...(step !== undefined && { step }) }
}

function problemErrors({ options }: Problem): EvaluationError[] {
  return [...(options.issues ?? [])]
}
