import type { Node } from '../ast.ts'
import { filtered } from './filter.ts'
import { mergeSort } from './functions/sort.ts'
import { type Marked, sequence } from './sequence.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import type { Closure, Frame } from './types.ts'

export type OrderBy = (items: Marked, frame: Frame) => Marked

interface Term {
  readonly key: Closure
  readonly isDescending: boolean
}

/** `^(…)`: all items in the order of their keys. Items without a key come last. */
export function orderBy(node: Node, compile: (part: Node) => Closure): OrderBy {
  if (node.tuple === true) notCompiled()
  const terms = (node.terms ?? notCompiled()).map(({ expression, descending }) => ({
    key: compile(expression),
    isDescending: descending === true,
  }))
  const sort: Closure = (items, frame) => {
    const isAfter = (left: unknown, right: unknown) => order(left, right, terms, frame) > 0
    const sorted = mergeSort(items as Marked, isAfter, frame.run.meter)
    return sorted.length <= 1 ? sequence([...sorted]) : sorted
  }
  const all = node.stages === undefined ? sort : filtered(sort, node.stages, compile)
  return (items, frame) => all(items, frame) as Marked
}

// oxlint-disable-next-line max-params -- two items, and what their order hangs on
function order(left: unknown, right: unknown, terms: readonly Term[], frame: Frame): number {
  for (const { key, isDescending } of terms) {
    const a = key(left, frame)
    const b = key(right, frame)
    if (a === undefined && b === undefined) continue
    if (a === undefined) return 1
    if (b === undefined) return -1
    // Text and numbers cannot be ordered among each other, nor anything else at all.
    if (typeof a !== typeof b || (typeof a !== 'string' && typeof a !== 'number')) stepAside()
    if (a === b) continue
    return (a as number) < (b as number) === isDescending ? 1 : -1
  }
  return 0
}
