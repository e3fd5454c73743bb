import type { JsonSchema } from '#contract/validation.ts'

import type { RequestContext } from '../context.ts'
import type { CallerReads } from '../expression/index.ts'
import type { Rejection } from '../rejection.ts'
import type { Sandbox } from './sandbox.ts'

export interface TransformDeps {
  /** JSON Pointer of the rule in what its author wrote. */
  readonly pointer: string
  readonly compileSchema: CompileSchema
  /** Undefined: this gateway runs no code of authors. */
  readonly sandbox: Sandbox | undefined
  /** Whose rule it is: code of different owners never meets. */
  readonly owner: string
}

/** Makes a check of a JSON Schema. Throws Error when it cannot be used. */
export type CompileSchema = (schema: JsonSchema) => {
  validate(value: unknown): readonly { readonly pointer: string; readonly message: string }[]
}

/** Why a rule gave nothing. Never holds data, but for `said`. */
export interface Failure {
  readonly rule: string
  /** Index of the step; undefined: a schema of the rule. */
  readonly step?: number
  /** JSON Pointer into what the author wrote. */
  readonly pointer: string
  readonly code: string
  readonly message: string
  /** What code of the author says of its error: for the author alone. */
  readonly said?: string
  /** The document is at fault, not the rule. */
  readonly isRefusal: boolean
}

/** What one step did, for those who watch. */
export interface StepNote {
  readonly index: number
  readonly operation: string
  readonly outcome: 'applied' | 'skipped' | 'failed'
  readonly output: unknown
  /** Units since the rule began. */
  readonly work: number
}

export type RuleResult = { readonly body: unknown } | { readonly failure: Failure }
export type Applied = { readonly body: unknown } | Rejection

/** A compiled rule: body in, body out; the input is never changed. */
export interface CompiledTransformation {
  readonly id: string
  readonly integrations: readonly string[]
  readonly readsRequestBody: boolean
  readonly caller: CallerReads
  /** Works on one record of a stream as on a document. */
  readonly isRecordwise: boolean
  evaluate(
    body: unknown,
    ctx: RequestContext,
    watch?: (note: StepNote) => void,
  ): RuleResult | Promise<RuleResult>
  apply(body: unknown, ctx: RequestContext): Applied | Promise<Applied>
  /** One record of a stream: what it becomes, or nothing. */
  applyRecord(
    record: unknown,
    ctx: RequestContext,
  ): Promise<{ readonly records: readonly unknown[] } | Rejection>
}
