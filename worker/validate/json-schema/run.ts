import { pointerTo } from '#contract/json-pointer.ts'

import type { Resource } from './resources.ts'
import type { SchemaIssue, Seen } from './types.ts'

/** Thrown when a value costs more than the budget: one constant, because a bomb would make many. */
export const outOfBudget = new Error('The value takes too much work to check')

/** Counted work of one validation: schema nodes, list items compared, characters matched. Never the clock. */
const maxWork = 2_000_000
/** Nesting of schemas while a value is checked. Deeper ones come only from references that never end. */
const maxNesting = 400

/**
 * What is known while a value is checked. One serves all values of a schema, one after the other: a garbage
 * collection that meets none alive takes their hidden class along, and with it the optimised code of all checks.
 */
export class Run {
  issues: SchemaIssue[] | undefined
  readonly path: (string | number)[] = []
  readonly scope: Resource[]
  private maxIssues = 0
  private work = 0
  private nesting = 0

  constructor(root: Resource) {
    this.scope = [root]
  }

  /** Forgets the value before, unless that one ran out of budget. Issues are collected when `maxIssues` is above 0. */
  start(maxIssues: number): void {
    this.maxIssues = maxIssues
    this.issues = maxIssues > 0 ? [] : undefined
    this.work = 0
  }

  spend(work: number): void {
    this.work += work
    if (this.work > maxWork) throw outOfBudget
  }

  enter(): void {
    this.spend(1)
    this.nesting += 1
    if (this.nesting > maxNesting) throw outOfBudget
  }

  leave(): void {
    this.nesting -= 1
  }

  note(keyword: string, schemaPointer: string, message: string): void {
    if (this.issues === undefined || this.issues.length >= this.maxIssues) return
    const pointer = this.path.map((part) => pointerTo(part)).join('')
    this.issues.push({ pointer, keyword, message, schemaPointer })
  }
}

export const newSeen = (): Seen => ({ properties: new Set(), items: 0, others: new Set() })

/** Adds what a subschema that accepted the value has evaluated. */
export function addSeen(to: Seen, from: Seen): void {
  for (const name of from.properties) to.properties.add(name)
  for (const index of from.others) to.others.add(index)
  if (from.items > to.items) to.items = from.items
}
