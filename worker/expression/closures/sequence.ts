import { maxSequenceLength } from '../limits.ts'
import { stepAside } from './step-aside.ts'

/** A list with the marks the library puts on it. Only lists made by an evaluation carry any. */
export interface Marked extends Array<unknown> {
  /** The result of a query: of one item it is that item, of none it is nothing. */
  sequence?: true
  /** A sequence that stays a list whatever its length. */
  keepSingleton?: true
  /** Made by a list constructor in a path: an item, not items. */
  cons?: true
}

export function isList(value: unknown): value is Marked {
  return Array.isArray(value)
}

/** Marks a list made here as a sequence. */
export function sequence(items: unknown[]): Marked {
  const made: Marked = items
  if (made.length > maxSequenceLength) stepAside()
  made.sequence = true
  return made
}

export function keptSequence(items: unknown[]): Marked {
  const made = sequence(items)
  made.keepSingleton = true
  return made
}

/** What a node answers for the sequence it made. */
export function settle(value: unknown, keep = false): unknown {
  if (!isList(value) || value.sequence !== true) return value
  if (value.length > 1) return value
  if (value.length === 0) return undefined
  if (keep) value.keepSingleton = true
  return value.keepSingleton === true ? value : value[0]
}

/** Adds what one item led to: a list adds its items. */
export function addFlat(items: unknown[], value: unknown): void {
  if (!isList(value) || value.cons === true) {
    items.push(value)
    return
  }
  if (items.length + value.length > maxSequenceLength) stepAside()
  for (const item of value) items.push(item)
}
