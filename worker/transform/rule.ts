import type { Issue } from '#contract/problem.ts'
import type { Transformation } from '#contract/transformation.ts'
import type { JsonSchema } from '#contract/validation.ts'

import { mergeReads } from '../expression/index.ts'
import { Problem } from '../problem.ts'
import { reject, type Rejection } from '../rejection.ts'
import type { AnyOperation } from './operation.ts'
import { type RuleParts, RuleRun, type SchemaCheck } from './rule-run.ts'
import { compileStep } from './step.ts'
import type { CompiledTransformation, Failure, RuleResult, TransformDeps } from './types.ts'
import { spendValue } from './work.ts'

/** Compiles a rule whose steps are of these operations. Throws Problem with everything that is wrong. */
export function compileRule(
  rule: Transformation,
  operations: readonly AnyOperation[],
  deps: TransformDeps,
): CompiledTransformation {
  const issues: Issue[] = []
  const { pointer } = deps
  const steps = rule.rules.flatMap((step, at) => {
    const own = { ...deps, pointer: `${pointer}/rules/${at}` }
    return compileStep(step, operations, own, issues) ?? []
  })
  const input = schemaCheck('inputSchema', rule, deps, issues)
  const output = schemaCheck('outputSchema', rule, deps, issues)
  if (rule.each === true && rule.type !== 'map')
    issues.push({
      pointer: `${pointer}/each`,
      code: 'unused_field',
      message: 'Only rules of type map work on each item: remove it',
    })
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  return compiledRule({ rule, steps, input, output, pointer })
}

function compiledRule(parts: RuleParts): CompiledTransformation {
  const { rule, steps } = parts
  const sources = steps.flatMap((step) => step.sources)
  const isFilter = rule.type === 'filter'
  const evaluate: CompiledTransformation['evaluate'] = (body, ctx, watch) =>
    new RuleRun(parts, ctx, watch).evaluate(body)
  const outcome = (result: RuleResult) =>
    'failure' in result ? rejectionOf(result.failure, rule) : result
  const apply: CompiledTransformation['apply'] = (body, ctx) => {
    const result = evaluate(body, ctx)
    return result instanceof Promise ? result.then(outcome) : outcome(result)
  }
  return {
    id: rule.id,
    integrations: [...new Set(sources.flatMap((source) => source.integrations))],
    readsRequestBody: sources.some((source) => source.readsRequestBody),
    caller: mergeReads(sources),
    isRecordwise: steps.every((step) => step.isRecordwise) && isRecordRule(rule),
    evaluate,
    apply,
    async applyRecord(record, ctx) {
      const result = await apply(isFilter || rule.each === true ? [record] : record, ctx)
      if ('rejected' in result) return result
      if (!isFilter && rule.each !== true) return { records: [result.body] }
      return { records: Array.isArray(result.body) ? (result.body as unknown[]) : [] }
    },
  }
}

/** A filter sees a stream as the list of its records: its steps must filter the whole of it. */
function isRecordRule({ type, rules, inputSchema, outputSchema }: Transformation): boolean {
  if (type !== 'filter') return true
  const isWhole = rules.every((step) => step.source === '' && step.target === '')
  return isWhole && inputSchema === undefined && outputSchema === undefined
}

/** The check of one schema of a rule; undefined: there is none, or it cannot be used, which is noted. */
function schemaCheck(
  field: 'inputSchema' | 'outputSchema',
  rule: Transformation,
  { pointer, compileSchema }: TransformDeps,
  issues: Issue[],
): SchemaCheck | undefined {
  const schema: JsonSchema | undefined = rule[field]
  if (schema === undefined) return undefined
  try {
    const compiled = compileSchema(schema)
    return (value, run) => {
      spendValue(run, value)
      const [first] = compiled.validate(value)
      return (
        first &&
        `${field}: ${first.pointer === '' ? 'the document' : first.pointer} ${first.message}`
      )
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'This schema cannot be used'
    issues.push({ pointer: `${pointer}/${field}`, code: 'invalid_schema', message })
    return undefined
  }
}

/** Names the rule and the step, never the data. What a caller sent and a rule refuses is the caller's fault. */
function rejectionOf(failure: Failure, { phase }: Transformation): Rejection {
  const { rule, step, pointer, code, message, isRefusal } = failure
  const where = step === undefined ? rule : `${rule}, step ${step + 1}`
  const detail = `Transformation ${where}: ${message}`
  const options = { detail, issues: [{ pointer, code, message }] }
  if (code === 'sandbox_unavailable') return reject('sandbox_unavailable', options)
  return reject(
    phase === 'request' && isRefusal ? 'transformation_refused' : 'transformation_failed',
    options,
  )
}
