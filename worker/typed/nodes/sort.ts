import type { InferNode } from '../inference.ts'
import { excludes, kinds } from '../type.ts'
import { inWords } from '../words.ts'
import { nameOf } from './names.ts'

/** `^(…)`: the items, each asked for its keys. One item alone is never compared, so a wrong key is a warning. */
export const inferSort: InferNode = (node, place, inference) => {
  for (const { expression } of node.terms ?? []) {
    const key = inference.infer(expression, place)
    if (!excludes(key, kinds.string | kinds.number)) continue
    inference.note(expression, place, {
      code: 'impossible_type',
      message: `Items are sorted by texts or numbers, and ${nameOf(expression)} is ${inWords(key)}`,
      severity: 'warning',
    })
  }
  return place.input
}
