/** A parsed regular expression. `nullable`: it may match without taking a character. */
export type Node = { readonly nullable: boolean } & (
  | { readonly type: 'set'; readonly set: CharacterSet }
  | { readonly type: 'assertion'; readonly assertion: Assertion }
  | { readonly type: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly type: 'group'; readonly node: Node; readonly group: number }
  | ({ readonly type: 'repeat'; readonly node: Node; readonly groups: GroupRange } & Quantifier)
)

export interface Quantifier {
  readonly min: number
  readonly max: number
  readonly isLazy: boolean
}

/** The capturing groups from one up to, and without, another. */
export interface GroupRange {
  readonly from: number
  readonly to: number
}

/** A single character, or a RegExp of the platform that matches the texts of one character in the set. */
export type CharacterSet = string | RegExp

/** Conditions on the characters on both sides of a place. `fold`: under the flags `iu`, ſ and K are of a word. */
export type Assertion =
  | { readonly at: 'start' | 'end' | 'lineStart' | 'lineEnd' }
  | { readonly at: 'boundary'; readonly isNegated: boolean; readonly fold: boolean }

/** What flags a part of an expression is under (ECMA-262, 22.2.1). */
export interface Flags {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
}
