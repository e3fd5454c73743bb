import type { Run } from '../run.ts'
import { isList, sequence } from '../sequence.ts'
import { stepAside } from '../step-aside.ts'
import { isTrue } from '../truth.ts'
import type { Callable } from '../types.ts'
import { sort } from './sort.ts'

/** What beside its first two arguments a function runs on. */
export interface Rest {
  readonly run: Run
  /** The third argument, of $reduce alone. */
  readonly start: unknown
}

/** A native that calls a function. */
export interface HigherOrder {
  /** Fewest and most arguments it is written with. */
  readonly takes: readonly [number, number]
  /** Cannot call a function the library did not prepare, as at the end of a body. */
  readonly isPicky?: boolean
  /** Its value is not settled when it is a sequence. */
  run(source: unknown, callable: Callable | undefined, rest: Rest): unknown
}

export const higherOrder: ReadonlyMap<string, HigherOrder> = new Map([
  ['map', overList([2, 2], map)],
  ['filter', overList([2, 2], filter)],
  ['reduce', overList([2, 3], reduce)],
  ['sort', { ...overList([1, 2], sortList), isPicky: true }],
])

type ListRun = (items: readonly unknown[], callable: Callable | undefined, rest: Rest) => unknown

/** Nothing stays nothing, and a single value is a list of one. */
function overList(takes: readonly [number, number], run: ListRun): HigherOrder {
  return {
    takes,
    run(source, callable, rest) {
      if (source === undefined) return undefined
      const items = isList(source) ? source : [source]
      rest.run.meter.spendArray(items)
      return run(items, callable, rest)
    },
  }
}

/** The value, and of its place and of the whole as much as the function declares. */
function ask(
  callable: Callable | undefined,
  value: unknown,
  key: unknown,
  whole: unknown,
): unknown {
  const { arity, call } = callable ?? stepAside()
  if (arity < 2) return call([value])
  return call(arity < 3 ? [value, key] : [value, key, whole])
}

function map(items: readonly unknown[], callable: Callable | undefined): unknown {
  const made: unknown[] = []
  for (let index = 0; index < items.length; index += 1) {
    const value = ask(callable, items[index], index, items)
    if (value !== undefined) made.push(value)
  }
  return sequence(made)
}

function filter(items: readonly unknown[], callable: Callable | undefined, { run }: Rest): unknown {
  return sequence(
    items.filter((item, index) => isTrue(ask(callable, item, index, items), run.meter)),
  )
}

function sortList(items: readonly unknown[], callable: Callable | undefined, { run }: Rest) {
  return sort(items, callable, run.meter)
}

function reduce(
  items: readonly unknown[],
  callable: Callable | undefined,
  { start }: Rest,
): unknown {
  if (callable === undefined || callable.arity < 2) return stepAside()
  const isSeeded = start !== undefined || items.length === 0
  let value = isSeeded ? start : items[0]
  for (let index = isSeeded ? 0 : 1; index < items.length; index += 1)
    value = callable.call([value, items[index], index, items].slice(0, Math.min(callable.arity, 4)))
  return value
}
