import type * as z from 'zod'

import type { RequestContext } from '../context.ts'
import type { Expression, Purse } from '../expression/index.ts'
import type { Template } from '../expression/types.ts'
import type { Sandbox } from './sandbox.ts'
import type { CompileSchema } from './types.ts'

/** Whether a step must, may or must not have a field. */
export type Use = 'required' | 'optional' | 'refused'

/** One operation of a rule type: a file of its own and a line in the list of its type. */
export interface Operation<Parameters extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly title: string
  readonly source: Use
  readonly target: Use
  /** What the step works on without a source. */
  readonly input: 'target' | 'body'
  readonly parameters: Parameters
  /** Treats a record of a stream like a document. */
  readonly isRecordwise: boolean
  compile(parameters: z.output<Parameters>, site: Site): Action
}

/** Any operation, for lists of them. */
// oxlint-disable-next-line typescript/no-explicit-any -- each has its own parameters; compileStep parses them
export type AnyOperation = Operation<any>

/**
 * What a step does: a value becomes another one, written at the target, or the whole document is edited.
 * Throws StepFailure, StepFault and ExpressionError.
 */
export type Action = ValueAction | { readonly edit: (run: StepRun) => unknown }

/** Answers the value, or a promise of it. */
export interface ValueAction {
  readonly apply: (value: unknown, run: StepRun) => unknown
}

/** Where a step is compiled: collects what its expressions read, and what is wrong. */
export interface Site {
  readonly path: readonly string[]
  readonly compileSchema: CompileSchema
  /** Undefined: this gateway runs no code of authors. */
  readonly sandbox: Sandbox | undefined
  /** Whose code it is. */
  readonly owner: string
  /** Undefined when it is wrong, which is noted. `field`: among the parameters. */
  expression(source: string, field: string): Expression | undefined
  template(text: string, field: string): Template | undefined
  /** A path among the parameters, read as targets are. */
  parsePath(text: string, field: string): readonly string[]
  issue(field: string, code: string, message: string): void
  /** Says that the step needs the whole document: a record of a stream is not enough. */
  readsWhole(): void
}

/** One run of one step. */
export interface StepRun {
  readonly ctx: RequestContext
  readonly body: unknown
  readonly path: readonly string[]
  readonly purse: Purse
}

/** A document is not what a step needs. The message never holds data. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure'
  readonly code: string

  constructor(message: string, code = 'step_failed') {
    super(message)
    this.code = code
  }
}

/** A step cannot do its work, whatever the document is. The message never holds data. */
export class StepFault extends Error {
  override readonly name = 'StepFault'
  readonly code: string
  /** For the author of the rule alone: it may hold data. */
  readonly said: string | undefined

  constructor(message: string, code: string, said?: string) {
    super(message)
    this.code = code
    this.said = said
  }
}
