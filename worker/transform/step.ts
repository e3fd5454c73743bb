import type { Issue } from '#contract/problem.ts'
import type { TransformationStep } from '#contract/transformation.ts'

import { shapeIssues } from '../check/shape.ts'
import {
  compileDocumentExpression,
  compileExpression,
  compileTemplate,
  type Expression,
} from '../expression/index.ts'
import type { Template } from '../expression/types.ts'
import { collect } from '../collect-issues.ts'
import { getAt, removeAt, setAt } from '../lib/json-pointer.ts'
import {
  type Action,
  type AnyOperation,
  type Site,
  StepFailure,
  type StepRun,
  type ValueAction,
  type Use,
} from './operation.ts'
import { parseTarget } from './target.ts'
import type { TransformDeps } from './types.ts'

/** A compiled step. */
export interface Step {
  readonly operation: string
  readonly isRecordwise: boolean
  readonly condition: Expression | undefined
  /** All that it reads. */
  readonly sources: readonly (Expression | Template)[]
  /** The document after the step, or a promise of it. Throws StepFailure, StepFault and ExpressionError. */
  run(run: Omit<StepRun, 'path'>): unknown
}

/** Compiles a step; what is wrong with it is added to `issues`, and the step is then of no use. */
export function compileStep(
  step: TransformationStep,
  operations: readonly AnyOperation[],
  deps: TransformDeps,
  issues: Issue[],
): Step | undefined {
  const operation = operations.find(({ name }) => name === step.operation)
  const builder = new StepBuilder(deps.pointer, issues)
  const condition = step.condition ? builder.expression(step.condition, 'condition') : undefined
  const path = builder.target(step.target)
  if (operation === undefined) {
    const names = operations.map(({ name }) => name).join(', ')
    builder.issue('operation', 'unknown_operation', `Write one of: ${names}`)
    if (step.source !== '') builder.expression(step.source, 'source')
    return undefined
  }
  builder.requireUse('source', operation.source, step.source)
  builder.requireUse('target', operation.target, step.target)
  const reads = step.source === '' || operation.source === 'refused' ? '' : step.source
  const usesDocument = operation.name === 'jsonata'
  const source = reads === '' ? undefined : builder.expression(reads, 'source', usesDocument)
  const action = builder.action(operation, step.parameters ?? {}, { ...deps, path })
  if (action === undefined) return undefined
  const plan: Plan = { action, source, path, input: operation.input }
  return {
    operation: operation.name,
    isRecordwise: operation.isRecordwise && !builder.isWhole,
    condition,
    sources: builder.sources,
    run: ({ ctx, body, purse }) => perform(plan, { ctx, body, purse, path }),
  }
}

interface Plan {
  readonly action: Action
  readonly source: Expression | undefined
  readonly path: readonly string[]
  readonly input: 'target' | 'body'
}

function perform({ action, source, path, input }: Plan, run: StepRun): unknown {
  if ('edit' in action) return action.edit(run)
  const { ctx, body, purse } = run
  const value =
    source === undefined
      ? getAt(body, input === 'target' ? path : [])
      : source.evaluate({ ctx, body, purse })
  return value instanceof Promise
    ? value.then((found) => applied(action, found, run))
    : applied(action, value, run)
}

function applied(action: ValueAction, value: unknown, run: StepRun): unknown {
  const { body, path } = run
  const result = action.apply(value, run)
  return result instanceof Promise
    ? result.then((made) => write(body, path, made))
    : write(body, path, result)
}

/** No value is written as no member, as in an object of the language; a whole body becomes null. */
export function write(body: unknown, path: readonly string[], value: unknown): unknown {
  if (value === undefined) return path.length === 0 ? null : removeAt(body, path)
  const edit = setAt(body, path, value)
  if ('obstacle' in edit) throw new StepFailure(edit.obstacle)
  return edit.value
}

class StepBuilder {
  readonly sources: (Expression | Template)[] = []
  /** A record of a stream is not enough for it. */
  isWhole = false
  private readonly pointer: string
  private readonly issues: Issue[]

  constructor(pointer: string, issues: Issue[]) {
    this.pointer = pointer
    this.issues = issues
  }

  issue(field: string, code: string, message: string): void {
    this.issues.push({ pointer: `${this.pointer}/${field}`, code, message })
  }

  expression(source: string, field: string, isOfDocument = false): Expression | undefined {
    const make = isOfDocument ? compileDocumentExpression : compileExpression
    return this.collect(() => make(source, `${this.pointer}/${field}`))
  }

  target(text: string, field = 'target'): readonly string[] {
    const target = parseTarget(text)
    if ('path' in target) return target.path
    this.issue(field, 'invalid_target', target.problem)
    return []
  }

  requireUse(field: 'source' | 'target', use: Use, text: string): void {
    if (use === 'required' && text === '')
      this.issue(field, 'required', field === 'target' ? 'Name the target' : 'Write an expression')
    if (use === 'refused' && text !== '')
      this.issue(field, 'unused_field', `This operation takes no ${field}: remove it`)
  }

  /** Undefined when something is wrong with the parameters. */
  action(
    operation: AnyOperation,
    given: unknown,
    { path, compileSchema, sandbox, owner }: Pick<Site, 'path'> & TransformDeps,
  ): Action | undefined {
    const parsed = operation.parameters.safeParse(given)
    if (!parsed.success) {
      const found = shapeIssues(parsed.error, given)
      const base = `${this.pointer}/parameters`
      this.issues.push(...found.map((one) => ({ ...one, pointer: base + one.pointer })))
      return undefined
    }
    const before = this.issues.length
    const inParameters = (field: string) => `parameters/${field}`
    const site: Site = {
      path,
      compileSchema,
      sandbox,
      owner,
      expression: (source, field) => this.expression(source, inParameters(field)),
      template: (text, field) =>
        this.collect(() => compileTemplate(text, `${this.pointer}/${inParameters(field)}`)),
      parsePath: (text, field) => this.target(text, inParameters(field)),
      readsWhole: () => {
        this.isWhole = true
      },
      issue: (field, code, message) => this.issue(inParameters(field), code, message),
    }
    const action = operation.compile(parsed.data, site)
    return this.issues.length > before ? undefined : action
  }

  private collect<T extends Expression | Template>(make: () => T): T | undefined {
    const source = collect(this.issues, make)
    if (source !== undefined) this.sources.push(source)
    return source
  }
}
