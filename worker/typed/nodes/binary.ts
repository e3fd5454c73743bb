import { isNode, type Node } from '../../expression/ast.ts'
import type { InferNode, Inference, Place } from '../inference.ts'
import { join } from '../join.ts'
import {
  boolean,
  excludes,
  has,
  itemsOf,
  kinds,
  listOf,
  missing,
  nothing,
  number,
  text,
  type Type,
  without,
} from '../type.ts'
import { inWords } from '../words.ts'
import { nameOf } from './names.ts'

/** Both sides of an operator. */
interface Operands {
  readonly node: Node
  readonly left: Type
  readonly right: Type
  readonly leftNode: Node
  readonly rightNode: Node
}

export const inferBinary: InferNode = (node, place, inference) => {
  const { lhs, rhs } = node
  if (!isNode(lhs) || !isNode(rhs)) return nothing
  const left = inference.infer(lhs, place)
  const isAfterQuestion = isLogical(node) && inference.isQuestion(lhs)
  const there = isAfterQuestion ? { ...place, isGuarded: true } : place
  const right = inference.infer(rhs, there)
  const operands = { node, left, right, leftNode: lhs, rightNode: rhs }
  return operators.get(String(node.value))?.(operands, place, inference) ?? nothing
}

function isLogical({ value }: Node): boolean {
  return value === 'and' || value === 'or'
}

type Infer = (operands: Operands, place: Place, inference: Inference) => Type

const operators: ReadonlyMap<string, Infer> = new Map([
  ...['+', '-', '*', '/', '%'].map((name): [string, Infer] => [name, arithmetic]),
  ...['<', '<=', '>', '>='].map((name): [string, Infer] => [name, comparison]),
  ...['=', '!=', 'in', 'and', 'or'].map((name): [string, Infer] => [name, () => boolean]),
  ['=', equality],
  ['&', () => text],
  ['..', range],
])

function arithmetic(operands: Operands, place: Place, inference: Inference): Type {
  const isFine = requireNumbers(operands, place, inference)
  return isFine ? join(number, missingIn(operands)) : missing
}

function range(operands: Operands, place: Place, inference: Inference): Type {
  const isFine = requireNumbers(operands, place, inference)
  return isFine ? join(missing, listOf(number)) : missing
}

/** Missing, where one side may be. */
function missingIn({ left, right }: Operands): Type {
  return has(left, kinds.missing) || has(right, kinds.missing) ? missing : nothing
}

function requireNumbers(operands: Operands, place: Place, inference: Inference): boolean {
  const { node, left, right, leftNode, rightNode } = operands
  const wrong = [[left, leftNode] as const, [right, rightNode] as const].filter(([type]) =>
    excludes(type, kinds.number),
  )
  for (const [type, side] of wrong)
    inference.note(side, place, {
      code: 'impossible_type',
      message: `${String(node.value)} takes numbers, and ${nameOf(side)} is ${inWords(type)}`,
      severity: 'error',
    })
  return wrong.length === 0
}

const comparable = kinds.number | kinds.string

function comparison(operands: Operands, place: Place, inference: Inference): Type {
  const { node, left, right, leftNode, rightNode } = operands
  const sign = String(node.value)
  for (const [type, side] of [[left, leftNode] as const, [right, rightNode] as const]) {
    if (!excludes(type, comparable)) continue
    const message = `${sign} compares numbers or texts, and ${nameOf(side)} is ${inWords(type)}`
    inference.note(side, place, { code: 'impossible_type', message, severity: 'error' })
    return missing
  }
  const [a, b] = [left.kinds & comparable, right.kinds & comparable]
  if (a !== 0 && b !== 0 && (a & b) === 0) {
    const [one, other] = [left, right].map((type) => inWords(without(type, ~comparable)))
    const message = `${sign} compares two of one type: ${nameOf(leftNode)} is ${one}, ${nameOf(rightNode)} is ${other}`
    inference.note(leftNode, place, { code: 'impossible_type', message, severity: 'error' })
    return missing
  }
  return join(boolean, missingIn(operands))
}

/** Of different types nothing is equal: it does not fail, it is just never true. */
function equality(operands: Operands, place: Place, inference: Inference): Type {
  const { left, right, leftNode, rightNode } = operands
  const [a, b] = [left, right].map((type) => without(type, kinds.missing))
  if (a === undefined || b === undefined || a.kinds === 0 || b.kinds === 0) return boolean
  if ((a.kinds & b.kinds) !== 0) return boolean
  const message = `This is never true: ${nameOf(leftNode)} is ${inWords(a)}, ${nameOf(rightNode)} is ${inWords(b)}`
  inference.note(leftNode, place, { code: 'impossible_type', message, severity: 'warning' })
  return boolean
}

/** What a list that is written out holds. */
export const inferList: InferNode = ({ expressions = [] }, place, inference) => {
  const items = expressions.map((one) => {
    const type = without(inference.infer(one, place), kinds.missing)
    return one.value === '[' ? type : join(without(type, kinds.list), itemsOf(type))
  })
  return listOf(join(...items))
}

export const inferNegative: InferNode = ({ expression }, place, inference) => {
  if (expression === undefined) return nothing
  const type = inference.infer(expression, place)
  if (!excludes(type, kinds.number))
    return join(number, has(type, kinds.missing) ? missing : nothing)
  const message = `- takes a number, and ${nameOf(expression)} is ${inWords(type)}`
  inference.note(expression, place, { code: 'impossible_type', message, severity: 'error' })
  return missing
}
