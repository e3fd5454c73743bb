import * as z from 'zod'

import type { Issue } from '#contract/problem.ts'
import { transformation, type TransformationStep } from '#contract/transformation.ts'

import type { RequestContext } from '../context.ts'
import {
  compileExpression,
  type Expression,
  ExpressionError,
  mergeReads,
} from '../expression/index.ts'
import type { Kind } from '../kind.ts'
import { type Edit, removeAt, setAt } from '../lib/json-pointer.ts'
import { Problem } from '../problem.ts'
import { reject, type Rejection } from '../rejection.ts'
import { parseTarget } from './target.ts'
import { isTrue } from './truth.ts'
import type { CompiledTransformation, TransformDeps } from './types.ts'

const config = transformation.extend({ type: z.literal('map') })

/** Rewrites a document step by step: see docs/kinds/transform/map.md. */
export const map = {
  type: 'map',
  title: 'Map',
  config,
  compile({ id, rules }, { pointer }) {
    const issues: Issue[] = []
    const steps = rules.map((rule, index) => compileStep(rule, `${pointer}/rules/${index}`, issues))
    if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
    const expressions = steps.flatMap((step) => step.expressions)
    return {
      id,
      integrations: [...new Set(expressions.flatMap((expression) => expression.integrations))],
      readsRequestBody: expressions.some((expression) => expression.readsRequestBody),
      caller: mergeReads(expressions),
      apply: (body, ctx) => applySteps(steps, id, body, ctx),
    }
  },
} satisfies Kind<typeof config, TransformDeps, CompiledTransformation>

interface Step {
  readonly condition: Expression | undefined
  /** All of the step. */
  readonly expressions: readonly Expression[]
  run(body: unknown, ctx: RequestContext): Promise<Edit>
}

/** All or nothing: the caller's body is never changed, so a failing step leaves it as it was. */
async function applySteps(
  steps: readonly Step[],
  id: string,
  body: unknown,
  ctx: RequestContext,
): Promise<{ readonly body: unknown } | Rejection> {
  let current = body
  for (const [index, step] of steps.entries()) {
    try {
      if (step.condition && !isTrue(await step.condition.evaluate({ ctx, body: current }))) continue
      const edit = await step.run(current, ctx)
      if ('obstacle' in edit) return failed(id, index, edit.obstacle)
      current = edit.value
    } catch (error) {
      if (error instanceof ExpressionError) return failed(id, index, error.message)
      throw error
    }
  }
  return { body: current }
}

/** Names the rule and the step, never the data. */
function failed(id: string, index: number, reason: string): Rejection {
  return reject('transformation_failed', {
    detail: `Transformation ${id}, step ${index + 1}: ${reason}`,
  })
}

function compileStep(rule: TransformationStep, pointer: string, issues: Issue[]): Step {
  const target = parseTarget(rule.target)
  if ('problem' in target)
    issues.push({
      pointer: `${pointer}/target`,
      code: 'invalid_target',
      message: target.problem,
    })
  if (rule.parameters !== undefined && Object.keys(rule.parameters).length > 0)
    issues.push({
      pointer: `${pointer}/parameters`,
      code: 'unused_parameters',
      message: 'set and remove take no parameters: remove them',
    })
  const condition = compilePart(rule.condition, `${pointer}/condition`, issues)
  const path = 'path' in target ? target.path : []
  return { condition, ...compileOperation(rule, path, condition, { pointer, issues }) }
}

interface Report {
  readonly pointer: string
  readonly issues: Issue[]
}

function compileOperation(
  rule: TransformationStep,
  path: readonly string[],
  condition: Expression | undefined,
  { pointer, issues }: Report,
): Pick<Step, 'expressions' | 'run'> {
  const conditions = condition === undefined ? [] : [condition]
  if (rule.operation === 'remove') {
    if (path.length === 0)
      issues.push({
        pointer: `${pointer}/target`,
        code: 'required',
        message: 'Name what to remove',
      })
    return {
      expressions: conditions,
      run: async (body) => ({ value: removeAt(body, path) }),
    }
  }
  if (rule.operation !== 'set') issues.push(unknownOperation(rule.operation, pointer))
  const source = rule.operation === 'set' ? requireSource(rule, pointer, issues) : undefined
  return {
    expressions: source === undefined ? conditions : [...conditions, source],
    run: async (body, ctx) => write(body, path, await source?.evaluate({ ctx, body })),
  }
}

/** No value is written as no member, as in an object of the language; a whole body becomes null. */
function write(body: unknown, path: readonly string[], value: unknown): Edit {
  if (value !== undefined) return setAt(body, path, value)
  return { value: path.length === 0 ? null : removeAt(body, path) }
}

function unknownOperation(operation: string, pointer: string): Issue {
  return {
    pointer: `${pointer}/operation`,
    code: 'kind_unavailable',
    message: `The operation ${operation} is not available in this version; use set or remove`,
  }
}

function requireSource(
  rule: TransformationStep,
  pointer: string,
  issues: Issue[],
): Expression | undefined {
  return compilePart(rule.source, `${pointer}/source`, issues)
}

function compilePart(
  source: string | undefined,
  pointer: string,
  issues: Issue[],
): Expression | undefined {
  if (source === undefined) return undefined
  try {
    return compileExpression(source, pointer)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    issues.push(...(error.options.issues ?? []))
    return undefined
  }
}
