import { isNode } from '../../expression/ast.ts'
import { originals } from '../../expression/natives.ts'
import { Frame } from '../frame.ts'
import type { InferNode } from '../inference.ts'
import { join } from '../join.ts'
import { anything, kinds, missing, nothing, ofKinds, type Type } from '../type.ts'
import { typeOfValue } from '../value-type.ts'

/** Text, numbers, true, false and null. */
export const inferLiteral: InferNode = ({ value }) => typeOfValue(value)

/** `? :`, and `??` and `?:`, which the parser writes with it. */
export const inferCondition: InferNode = (node, place, inference) => {
  const { condition, then, else: otherwise } = node
  if (condition === undefined || then === undefined) return nothing
  inference.infer(condition, place)
  const there = inference.isQuestion(condition) ? { ...place, isGuarded: true } : place
  const otherType = otherwise === undefined ? missing : inference.infer(otherwise, there)
  return join(inference.infer(then, there), otherType)
}

/** `(…; …)`: the value of the last. Its variables end with it. */
export const inferBlock: InferNode = ({ expressions = [] }, place, inference) => {
  const inner = { ...place, frame: new Frame(place.frame) }
  let last: Type = missing
  for (const expression of expressions) {
    last = inference.infer(expression, inner)
    const { type, lhs } = expression
    if (type === 'bind' && isNode(lhs)) inner.frame.set(String(lhs.value), last)
  }
  return last
}

/** The value is that of the right side; the block it stands in remembers it. */
export const inferBind: InferNode = ({ rhs }, place, inference) =>
  isNode(rhs) ? inference.infer(rhs, place) : nothing

export const inferVariable: InferNode = (node, { input, frame }, inference) => {
  const name = String(node.value)
  if (name === '') return input
  if (name === '$') return inference.root
  const binding = inference.bindingOf(name)
  const known = frame.get(name)
  if (known !== undefined && binding !== 'ambiguous') return known
  // It gets its value later, where a function that is called then sees it.
  if (binding !== 'none') return anything
  return originals(name) === undefined ? missing : functionType
}

/** A regular expression is a function that finds matches. */
export const functionType = ofKinds(kinds.function)
