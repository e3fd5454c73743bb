import { ExpressionError } from './error.ts'
import { maxDepth, maxStringLength, maxValueSize, maxWork, workPerItem } from './limits.ts'

/** Work that several evaluations share: a rule as a whole. */
export interface Purse {
  left: number
}

/**
 * Counts the work of one evaluation. Counted, never timed: the clock of a deployed Worker stands
 * still while code runs.
 */
export class Meter {
  /** Milliseconds since the epoch, for $now and $millis. */
  readonly now: number
  private left: number
  private readonly purse: Purse | undefined
  private readonly mutates: boolean
  // Made when they are first needed: most evaluations need neither.
  private ownObjects: WeakSet<object> | undefined
  private sizes: WeakMap<object, number> | undefined

  /** `mutates`: the expression changes copies in place, so sizes cannot be remembered. */
  constructor(now: number, mutates: boolean, purse?: Purse) {
    this.now = now
    this.mutates = mutates
    this.purse = purse
    this.left = purse === undefined ? maxWork : Math.min(maxWork, purse.left)
    // Taken in advance: whatever ends the evaluation, what is left is given back once.
    if (purse !== undefined) purse.left -= this.left
  }

  /** Gives what was not spent back to the purse. */
  settle(): void {
    if (this.purse !== undefined) this.purse.left += Math.max(0, this.left)
  }

  /** Objects a transform operator may change: those of its own copy. */
  get owned(): WeakSet<object> {
    this.ownObjects ??= new WeakSet()
    return this.ownObjects
  }

  spend(units: number): void {
    this.left -= units
    if (this.left < 0) throw new ExpressionError('fuel')
  }

  /** A string that was just made. */
  made(text: string): void {
    if (text.length > maxStringLength) throw new ExpressionError('size')
    this.spend(text.length >> 4)
  }

  /** Items reached through arrays alone: what a truth test or a flattening walks. */
  spendArray(items: readonly unknown[]): void {
    this.spend(items.length * workPerItem)
    for (const item of items) if (Array.isArray(item)) this.spendArray(item)
  }

  /** Characters of the value as JSON, about. Throws when that is more than may leave. */
  size(value: unknown, depth = 0): number {
    if (typeof value === 'string') return value.length + 2
    if (typeof value !== 'object' || value === null) return 4
    const known = this.sizes?.get(value)
    if (known !== undefined) return known
    if (depth > maxDepth) throw new ExpressionError('size')
    const size = this.sizeOfParts(value, depth)
    if (this.mutates) return size
    this.sizes ??= new WeakMap()
    this.sizes.set(value, size)
    return size
  }

  private sizeOfParts(value: object, depth: number): number {
    let size = 2
    if (Array.isArray(value)) {
      this.spend(value.length)
      for (const item of value) size += 1 + this.size(item, depth + 1)
    } else if (!isFunctionValue(value)) {
      const members = value as Readonly<Record<string, unknown>>
      const names = Object.keys(members)
      this.spend(names.length * workPerItem)
      for (const name of names) size += name.length + 4 + this.size(members[name], depth + 1)
    }
    if (size > maxValueSize) throw new ExpressionError('size')
    return size
  }
}

/** A function of the language, native or lambda: it holds its environment and is never data. */
export function isFunctionValue(value: unknown): boolean {
  if (typeof value === 'function') return true
  if (typeof value !== 'object' || value === null) return false
  if ('_jsonata_lambda' in value) return 'apply' in value && typeof value.apply === 'function'
  return '_jsonata_function' in value && 'implementation' in value
    ? typeof value.implementation === 'function'
    : false
}
