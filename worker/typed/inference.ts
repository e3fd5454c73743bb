import type { Node } from '../expression/ast.ts'
import type { Finding } from './finding.ts'
import type { Frame } from './frame.ts'
import type { Type } from './type.ts'

/** Where a node is evaluated. */
export interface Place {
  /** The context, `$`. */
  readonly input: Type
  readonly frame: Frame
  /** Somebody asked before whether this exists, or of which type it is: what is wrong here may never run. */
  readonly isGuarded: boolean
}

/** The types of one expression. */
export interface Inference {
  /** The scope, `$$`. */
  readonly root: Type
  /** A list may be one of one item that falls back to the item. */
  readonly keepsLists: boolean
  infer(node: Node, place: Place): Type
  /** What a function gives whose parameters are of these types. */
  inferBody(lambda: Node, parameters: readonly Type[], place: Place): Type
  /** A guarded error is a warning. */
  note(node: Node, place: Place, finding: Omit<Finding, 'position'>): void
  /** Asks whether something exists, or of which type it is. */
  isQuestion(node: Node): boolean
  /** The expression gives this variable a value somewhere; `ambiguous`: which one cannot be told. */
  bindingOf(name: string): 'none' | 'one' | 'ambiguous'
  /** What was inferred of a node when it was last looked at. */
  typeOf(node: Node): Type
}

/** Infers one type of node. */
export type InferNode = (node: Node, place: Place, inference: Inference) => Type
