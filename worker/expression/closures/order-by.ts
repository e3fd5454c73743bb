import type { Node } from '../ast.ts'
import { workPerStep } from '../limits.ts'
import { filtered } from './filter.ts'
import { type Marked, sequence } from './sequence.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import type { Closure, Frame } from './types.ts'

export type OrderBy = (items: Marked, frame: Frame) => Marked

interface Ranked {
  readonly item: unknown
  readonly keys: readonly unknown[]
}

/** `^(…)`: all items in the order of their keys. Items without a key come last. */
export function orderBy(node: Node, compile: (part: Node) => Closure): OrderBy {
  if (node.tuple === true) notCompiled()
  const terms = node.terms ?? notCompiled()
  const keys = terms.map(({ expression }) => compile(expression))
  const signs = terms.map(({ descending }) => (descending === true ? -1 : 1))
  const sort: OrderBy = (items, frame) => {
    if (items.length <= 1) return sequence([...items])
    frame.run.meter.spend(items.length * Math.ceil(Math.log2(items.length)) * workPerStep)
    const ranked = items.map((item) => ({ item, keys: keys.map((key) => key(item, frame)) }))
    for (const index of keys.keys()) requireOneType(ranked, index)
    return ranked.sort((left, right) => compare(left, right, signs)).map(({ item }) => item)
  }
  if (node.stages === undefined) return sort
  const stages = filtered((items, frame) => sort(items as Marked, frame), node.stages, compile)
  return (items, frame) => stages(items, frame) as Marked
}

/** Text and numbers cannot be ordered among each other, nor anything else at all. */
function requireOneType(ranked: readonly Ranked[], index: number): void {
  let type: string | undefined
  for (const { keys } of ranked) {
    const key = keys[index]
    if (key === undefined) continue
    type ??= typeof key
    if (typeof key !== type || (type !== 'string' && !(typeof key === 'number' && key === key)))
      stepAside()
  }
}

function compare(left: Ranked, right: Ranked, signs: readonly number[]): number {
  for (const [index, sign] of signs.entries()) {
    const a = left.keys[index]
    const b = right.keys[index]
    if (a === b) continue
    if (a === undefined) return 1
    if (b === undefined) return -1
    return (a as number) < (b as number) ? -sign : sign
  }
  return 0
}
