import type * as z from 'zod'

import type { AnyOperation, Operation } from '../../transform/operation.ts'
import type { Type } from '../type.ts'

/** A step as its operation sees it before anything runs. */
export interface StepTypes<Parameters> {
  readonly parameters: Parameters
  /** What the operation works on. */
  readonly value: Type
  readonly body: Type
  readonly path: readonly string[]
  /** A path among the parameters. */
  pathOf(text: string): readonly string[]
  /** The type of an expression among the parameters; `item`: of each item it is asked of. */
  expression(source: string, field: string, item?: Type): Type
  template(text: string, field: string): void
  /** Says that the value can only be of other kinds than the operation takes; null and missing values pass. */
  needs(kinds: number, value?: Type, field?: string): void
}

/** What is written at the target, or the whole document. */
export type After = { readonly value: Type } | { readonly body: Type }

/** What an operation makes of types. */
export interface Effect {
  readonly operation: AnyOperation
  after(step: StepTypes<never>): After
}

export function effect<Parameters extends z.ZodType>(
  operation: Operation<Parameters>,
  after: (step: StepTypes<z.output<Parameters>>) => After,
): Effect {
  return { operation, after }
}
