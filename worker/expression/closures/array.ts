import type { Node } from '../ast.ts'
import { maxSequenceLength, workPerItem } from '../limits.ts'
import { isList, type Marked } from './sequence.ts'
import { stepAside } from './step-aside.ts'
import type { Closure } from './types.ts'

/** A list constructor: lists among its values add their items, unless they are constructors themselves. */
export function listOf(node: Node, compile: (part: Node) => Closure): Closure {
  const parts = (node.expressions ?? []).map((part) => ({
    value: compile(part),
    isNested: part.value === '[',
  }))
  const isItem = node.consarray === true
  return (focus, frame) => {
    const made: Marked = []
    for (const part of parts) {
      const value = part.value(focus, frame)
      if (value === undefined) continue
      if (isList(value) && !part.isNested) addAll(made, value)
      else made.push(value)
    }
    frame.run.meter.spend(made.length * workPerItem)
    if (isItem) made.cons = true
    return made
  }
}

function addAll(made: unknown[], items: readonly unknown[]): void {
  if (made.length + items.length > maxSequenceLength) stepAside()
  for (const item of items) made.push(item)
}
