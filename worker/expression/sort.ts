import { ExpressionError } from './error.ts'
import type { Meter } from './meter.ts'

type Run = (...args: unknown[]) => unknown
/** Truthy when the two are in the wrong order. */
type Comparator = (left: unknown, right: unknown) => unknown

/** $sort with linear memory: the library's merge copies the rest of a list for every item. */
export function sort(args: readonly unknown[], run: Run, meter: Meter): unknown {
  const [items, comparator] = args
  if (!Array.isArray(items) || items.length <= 1) return run(...args)
  if (typeof comparator === 'function') return mergeSort(items, comparator as Comparator, meter)
  const sortable = ['number', 'string'].some((type) => items.every((item) => typeof item === type))
  if (!sortable) return run(...args)
  return mergeSort(items, (left: string, right: string) => left > right, meter)
}

/** In the library's own order of pairs: a comparator that contradicts itself gives what it gives there. */
async function mergeSort(
  items: readonly unknown[],
  isAfter: (left: never, right: never) => unknown,
  meter: Meter,
): Promise<readonly unknown[]> {
  if (items.length <= 1) return items
  meter.spend(items.length)
  const middle = items.length >> 1
  const left = await mergeSort(items.slice(0, middle), isAfter, meter)
  const right = await mergeSort(items.slice(middle), isAfter, meter)
  return merge(left, right, isAfter as Comparator)
}

async function merge(
  left: readonly unknown[],
  right: readonly unknown[],
  isAfter: Comparator,
): Promise<unknown[]> {
  const merged: unknown[] = []
  let fromLeft = 0
  let fromRight = 0
  while (fromLeft < left.length && fromRight < right.length) {
    const wrong = isAfter(left[fromLeft], right[fromRight])
    const takesRight = wrong instanceof Promise ? await wrong : wrong
    merged.push(takesRight ? right[fromRight++] : left[fromLeft++])
  }
  while (fromLeft < left.length) merged.push(left[fromLeft++])
  while (fromRight < right.length) merged.push(right[fromRight++])
  return merged
}

/** $distinct compares every pair: counted before it starts. */
export function distinct(args: readonly unknown[], run: Run, meter: Meter): unknown {
  const [items] = args
  if (!Array.isArray(items)) return run(...args)
  const isSimple = items.every((item) => typeof item !== 'object' || item === null)
  if (isSimple && Object.getPrototypeOf(items) === Array.prototype) return distinctSimple(items)
  meter.spend((items.length * items.length) / 8 + (meter.size(items) * items.length) / 16)
  if (items.length > 20_000) throw new ExpressionError('size')
  return run(...args)
}

/** A set keeps first occurrences in order, as the language does; the mark of a sequence must survive. */
function distinctSimple(items: unknown[]): unknown[] {
  const unique = [...new Set(items)]
  return unique.length === items.length
    ? items
    : Object.hasOwn(items, 'sequence')
      ? Object.assign(unique, { sequence: true })
      : unique
}
