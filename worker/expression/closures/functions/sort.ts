import type { Meter } from '../../meter.ts'
import { stepAside } from '../step-aside.ts'
import type { Callable } from '../types.ts'

/**
 * $sort. With a function it merges as sort.ts does, without waiting: when a function contradicts itself the
 * order depends on which pairs it is asked about.
 */
export function sort(
  items: readonly unknown[],
  callable: Callable | undefined,
  meter: Meter,
): unknown {
  if (items.length <= 1) return items
  if (callable === undefined) return sortPlain(items)
  let sorted = [...items]
  for (let width = 1; width < sorted.length; width *= 2) {
    const merged: unknown[] = []
    for (let start = 0; start < sorted.length; start += width * 2)
      merge(sorted.slice(start, start + width), sorted.slice(start + width, start + width * 2), {
        isAfter: (left, right) => Boolean(callable.call([left, right])),
        into: merged,
      })
    meter.spend(sorted.length)
    sorted = merged
  }
  return sorted
}

interface Merge {
  readonly into: unknown[]
  isAfter(left: unknown, right: unknown): boolean
}

function merge(left: unknown[], right: unknown[], { isAfter, into }: Merge): void {
  let fromLeft = 0
  let fromRight = 0
  while (fromLeft < left.length && fromRight < right.length)
    into.push(isAfter(left[fromLeft], right[fromRight]) ? right[fromRight++] : left[fromLeft++])
  for (const item of left.slice(fromLeft)) into.push(item)
  for (const item of right.slice(fromRight)) into.push(item)
}

/** Numbers or text, in their own order. */
function sortPlain(items: readonly unknown[]): unknown {
  if (items.every((item) => typeof item === 'string') || items.every(Number.isFinite))
    return [...items].sort((left, right) =>
      left === right ? 0 : (left as string) < (right as string) ? -1 : 1,
    )
  return stepAside()
}
