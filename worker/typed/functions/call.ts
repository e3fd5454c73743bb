import type { Node } from '../../expression/ast.ts'
import type { Inference, Place } from '../inference.ts'
import type { Type } from '../type.ts'

/** A call of a built-in function. */
export interface Call {
  /** With what `~>` puts first. */
  readonly given: readonly Type[]
  readonly nodes: readonly (Node | undefined)[]
  /** The first argument, or the context that stands for it. */
  readonly subject: Type
  /** An argument may have no value. */
  readonly mayBeMissing: boolean
  readonly place: Place
  readonly inference: Inference
}

/** The type of what a function gives. */
export type Result = (call: Call) => Type
