import type { Run } from '../run.ts'
import { isList, sequence } from '../sequence.ts'
import { stepAside } from '../step-aside.ts'
import { isTrue } from '../truth.ts'
import type { Callable } from '../types.ts'
import { sort } from './sort.ts'

/** A native that calls a function, which is its second argument. */
export interface HigherOrder {
  /** Numbers of arguments it is written with. */
  readonly takes: readonly number[]
  /** Its value is not settled when it is a sequence. */
  run(args: readonly unknown[], run: Run): unknown
}

export const higherOrder: ReadonlyMap<string, HigherOrder> = new Map([
  ['map', overList([2], map)],
  ['filter', overList([2], filter)],
  ['reduce', overList([2, 3], reduce)],
  ['sort', overList([1, 2], (items, callable, { meter }) => sort(items, callable, meter))],
])

// oxlint-disable-next-line max-params -- two arguments, the run, and the start of $reduce
type ListRun = (
  items: readonly unknown[],
  callable: Callable | undefined,
  run: Run,
  start: unknown,
) => unknown

/** Nothing stays nothing, and a single value is a list of one. */
function overList(takes: readonly number[], runOn: ListRun): HigherOrder {
  return {
    takes,
    run([source, callable, start], run) {
      if (source === undefined) return undefined
      const items = isList(source) ? source : [source]
      run.meter.spendArray(items)
      return runOn(items, callable as Callable | undefined, run, start)
    },
  }
}

/** Calls with each item, and of its place and of the list as much as the function declares. */
function asks(items: readonly unknown[], callable: Callable | undefined) {
  const { arity, call } = callable ?? stepAside()
  return (item: unknown, index: number) =>
    call(arity < 2 ? [item] : arity < 3 ? [item, index] : [item, index, items])
}

function map(items: readonly unknown[], callable: Callable | undefined): unknown {
  return sequence(items.map(asks(items, callable)).filter((value) => value !== undefined))
}

function filter(
  items: readonly unknown[],
  callable: Callable | undefined,
  { meter }: Run,
): unknown {
  const ask = asks(items, callable)
  return sequence(items.filter((item, index) => isTrue(ask(item, index), meter)))
}

// oxlint-disable-next-line max-params -- as ListRun
function reduce(
  items: readonly unknown[],
  callable: Callable | undefined,
  _run: Run,
  start: unknown,
): unknown {
  const { arity, call } = callable ?? stepAside()
  if (arity < 2) stepAside()
  const isSeeded = start !== undefined || items.length === 0
  return items
    .slice(isSeeded ? 0 : 1)
    .reduce(
      (value, item, index) =>
        call([value, item, isSeeded ? index : index + 1, items].slice(0, arity)),
      isSeeded ? start : items[0],
    )
}
