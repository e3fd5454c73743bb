import type { Transformation } from '#contract/transformation.ts'

import type { RequestContext } from '../context.ts'
import { ExpressionError, type Purse, workPerStep } from '../expression/index.ts'
import { isTrue } from '../expression/truth.ts'
import { StepFailure, StepFault } from './operation.ts'
import type { Step } from './step.ts'
import type { Failure, RuleResult, StepNote } from './types.ts'
import { maxRuleWork, spend } from './work.ts'

/** A rule, compiled. */
export interface RuleParts {
  readonly rule: Transformation
  readonly steps: readonly Step[]
  readonly input: SchemaCheck | undefined
  readonly output: SchemaCheck | undefined
  readonly pointer: string
}

/** Says where and what is wrong with a value, undefined when nothing is. */
export type SchemaCheck = (value: unknown, run: { readonly purse: Purse }) => string | undefined

/** All or nothing: the document is never changed in place, so a failing step leaves it as it was. */
export class RuleRun {
  /** Keeps the hidden class alive (docs/decisions/0033-hidden-classes.md). */
  static readonly kept = new RuleRun({} as RuleParts, {} as RequestContext, undefined)
  private readonly parts: RuleParts
  private readonly ctx: RequestContext
  private readonly watch: ((note: StepNote) => void) | undefined
  readonly purse: Purse = { left: maxRuleWork }
  private at: Pick<Failure, 'step' | 'pointer'>

  constructor(
    parts: RuleParts,
    ctx: RequestContext,
    watch: ((note: StepNote) => void) | undefined,
  ) {
    this.parts = parts
    this.ctx = ctx
    this.watch = watch
    this.at = { pointer: parts.pointer }
  }

  /** At once where no step waits: promises would cost more than most steps. */
  evaluate(body: unknown): RuleResult | Promise<RuleResult> {
    const { input, rule, pointer } = this.parts
    try {
      this.at = { pointer: `${pointer}/inputSchema` }
      this.requireValid(input, body, true)
      const result = rule.each === true ? this.eachOf(body) : this.steps(body)
      return result instanceof Promise ? this.whenDone(result) : this.finished(result)
    } catch (error) {
      return { failure: this.failureOf(error) }
    }
  }

  private async whenDone(result: Promise<unknown>): Promise<RuleResult> {
    try {
      return this.finished(await result)
    } catch (error) {
      return { failure: this.failureOf(error) }
    }
  }

  private finished(result: unknown): RuleResult {
    const { output, pointer } = this.parts
    this.at = { pointer: `${pointer}/outputSchema` }
    this.requireValid(output, result, false)
    return { body: result }
  }

  private requireValid(check: SchemaCheck | undefined, value: unknown, isInput: boolean): void {
    const problem = check?.(value, this)
    if (problem !== undefined)
      throw new StepFailure(problem, isInput ? 'input_invalid' : 'output_invalid')
  }

  private async eachOf(body: unknown): Promise<unknown> {
    if (!Array.isArray(body)) throw new StepFailure('a list is needed here', 'wrong_type')
    const items: unknown[] = []
    spend(this, body.length * 20)
    for (const item of body) {
      const value = this.steps(item)
      // oxlint-disable-next-line no-await-in-loop -- in order: the work they share is counted
      items.push(value instanceof Promise ? await value : value)
    }
    return items
  }

  private steps(start: unknown): unknown {
    let body = start
    for (let index = 0; index < this.parts.steps.length; index += 1) {
      const next = this.step(index, body)
      if (next instanceof Promise) return this.stepsAfter(index, next)
      body = next
    }
    return body
  }

  private async stepsAfter(index: number, waiting: Promise<unknown>): Promise<unknown> {
    let body = await waiting
    for (let at = index + 1; at < this.parts.steps.length; at += 1) {
      // oxlint-disable-next-line no-await-in-loop -- a step sees what the one before left
      body = await this.step(at, body)
    }
    return body
  }

  /** The document after a step. */
  private step(index: number, body: unknown): unknown {
    const { ctx, purse, parts } = this
    this.at = { step: index, pointer: `${parts.pointer}/rules/${index}` }
    try {
      spend(this, workPerStep)
      const condition = parts.steps[index]?.condition
      const held = condition === undefined || condition.evaluate({ ctx, purse, body })
      const next =
        held instanceof Promise
          ? held.then((value) => this.stepIf(index, isTrue(value), body))
          : this.stepIf(index, isTrue(held), body)
      return next instanceof Promise ? this.whenStepped(index, next, body) : next
    } catch (error) {
      this.note(index, 'failed', body)
      throw error
    }
  }

  private async whenStepped(index: number, next: Promise<unknown>, body: unknown) {
    try {
      return await next
    } catch (error) {
      this.note(index, 'failed', body)
      throw error
    }
  }

  private stepIf(index: number, holds: boolean, body: unknown): unknown {
    const { ctx, purse } = this
    const next = holds ? this.parts.steps[index]?.run({ ctx, purse, body }) : body
    const noted = (after: unknown) => {
      this.note(index, holds ? 'applied' : 'skipped', after)
      return after
    }
    return next instanceof Promise ? next.then(noted) : noted(next)
  }

  private note(index: number, outcome: StepNote['outcome'], output: unknown): void {
    const operation = this.parts.steps[index]?.operation ?? ''
    this.watch?.({ index, operation, outcome, output, work: maxRuleWork - this.purse.left })
  }

  private failureOf(error: unknown): Failure {
    const isRefusal = error instanceof StepFailure
    const isFault = error instanceof StepFault
    if (!isRefusal && !isFault && !(error instanceof ExpressionError)) throw error
    const { code, message } = error
    const said = isFault && error.said !== undefined ? { said: error.said } : {}
    const refuses = isRefusal && code !== 'output_invalid'
    return { rule: this.parts.rule.id, ...this.at, code, message, ...said, isRefusal: refuses }
  }
}
