import type { Node } from '../ast.ts'
import type { Names } from './names.ts'
import type { Run } from './run.ts'

/** The variables of a block or of a call. */
export interface Frame {
  readonly run: Run
  readonly values: unknown[]
  readonly outer: Frame | undefined
}

/**
 * A node ready to run: its value in a focus, as the library would give it. It never fails in its own
 * name: whatever it throws means that the library must decide (step-aside.ts).
 */
export type Closure = (focus: unknown, frame: Frame) => unknown

/** Makes the closure of a node. Throws NotCompiled. */
export type Compile = (node: Node, names: Names) => Closure

/** How one kind of node is compiled. */
export type Kind = (node: Node, names: Names, compile: Compile) => Closure

/** A function of the language, for the higher-order functions that call it. */
export interface Callable {
  /** Declared parameters: how many arguments a higher-order function hands over. */
  readonly arity: number
  /** The result as it is: a sequence is not settled. */
  call(args: unknown[]): unknown
}
