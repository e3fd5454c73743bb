import type { Meter } from '../../meter.ts'
import { workPerStep } from '../../limits.ts'
import { stepAside } from '../step-aside.ts'
import type { Callable } from '../types.ts'

/** Whether two items are in the wrong order. */
export type IsAfter = (left: unknown, right: unknown) => boolean

/** $sort. Without a function it orders numbers or text. */
export function sort(
  items: readonly unknown[],
  callable: Callable | undefined,
  meter: Meter,
): readonly unknown[] {
  if (callable !== undefined)
    return mergeSort(items, (left, right) => Boolean(callable.call([left, right])), meter)
  const isSortable =
    items.length <= 1 ||
    items.every((item) => typeof item === 'string') ||
    items.every(Number.isFinite)
  if (!isSortable) return stepAside()
  return mergeSort(items, (left, right) => (left as number) > (right as number), meter)
}

/**
 * Asks about the pairs the library asks about: when they contradict each other, or one is an error, that
 * decides the result. A list of one or none is returned as it is.
 */
export function mergeSort(
  items: readonly unknown[],
  isAfter: IsAfter,
  meter: Meter,
): readonly unknown[] {
  if (items.length <= 1) return items
  const middle = items.length >> 1
  const left = mergeSort(items.slice(0, middle), isAfter, meter)
  const right = mergeSort(items.slice(middle), isAfter, meter)
  const merged: unknown[] = []
  let fromLeft = 0
  let fromRight = 0
  while (fromLeft < left.length && fromRight < right.length) {
    meter.spend(workPerStep)
    merged.push(isAfter(left[fromLeft], right[fromRight]) ? right[fromRight++] : left[fromLeft++])
  }
  return merged.concat(left.slice(fromLeft), right.slice(fromRight))
}
