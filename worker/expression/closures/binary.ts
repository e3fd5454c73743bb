import type { Node } from '../ast.ts'
import { isNode } from '../ast.ts'
import { maxSequenceLength, workPerItem } from '../limits.ts'
import { isEqual } from './equal.ts'
import { ownWork } from './ready.ts'
import type { Run } from './run.ts'
import { sequence } from './sequence.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import { textOf } from './text.ts'
import { isTrue } from './truth.ts'
import type { Closure, Kind } from './types.ts'

type Operator = (left: unknown, right: unknown, run: Run) => unknown

const operators: ReadonlyMap<unknown, Operator> = new Map(
  Object.entries({
    '+': arithmetic((left, right) => left + right),
    '-': arithmetic((left, right) => left - right),
    '*': arithmetic((left, right) => left * right),
    '/': arithmetic((left, right) => left / right),
    '%': arithmetic((left, right) => left % right),
    '<': comparison((left, right) => left < right),
    '<=': comparison((left, right) => left <= right),
    '>': comparison((left, right) => left > right),
    '>=': comparison((left, right) => left >= right),
    '=': areEqual,
    '!=': (left, right, run) =>
      left !== undefined && right !== undefined && !areEqual(left, right, run),
    '&': concatenated,
    in: isIn,
    '..': range,
  } satisfies Record<string, Operator>),
)

/** An operator between two values. */
export const binary: Kind = (node, names, compile) => {
  const [left, right] = sides(node, (side) => compile(side, names))
  const work = ownWork(node)
  if (node.value === 'and' || node.value === 'or')
    return boolean(left, right, { decides: node.value === 'or', work })
  const operate = operators.get(node.value) ?? notCompiled()
  return (focus, frame) => {
    const { run } = frame
    run.meter.spend(work)
    return operate(left(focus, frame), right(focus, frame), run)
  }
}

function sides(node: Node, compile: (side: Node) => Closure): [Closure, Closure] {
  if (!isNode(node.lhs) || !isNode(node.rhs)) return notCompiled()
  return [compile(node.lhs), compile(node.rhs)]
}

/** `or` is decided by a true left side, `and` by a false one. */
function boolean(
  left: Closure,
  right: Closure,
  { decides, work }: { decides: boolean; work: number },
): Closure {
  return (focus, frame) => {
    const { meter } = frame.run
    meter.spend(work)
    if (isTrue(left(focus, frame), meter) === decides) return decides
    return isTrue(right(focus, frame), meter)
  }
}

function arithmetic(operate: (left: number, right: number) => number): Operator {
  return (left, right) => {
    if (Number.isFinite(left) && Number.isFinite(right))
      return operate(left as number, right as number)
    return nothingBeside(left, right, Number.isFinite)
  }
}

type Compared = string | number

function comparison(operate: (left: Compared, right: Compared) => boolean): Operator {
  return (left, right) => {
    if (!isCompared(left) || !isCompared(right)) return nothingBeside(left, right, isCompared)
    return typeof left === typeof right ? operate(left, right) : stepAside()
  }
}

/** The result when one side has no value; the other must fit all the same. */
function nothingBeside(
  left: unknown,
  right: unknown,
  fits: (value: unknown) => boolean,
): undefined {
  for (const side of [left, right]) if (side !== undefined && !fits(side)) stepAside()
}

function isCompared(value: unknown): value is Compared {
  return typeof value === 'string' || typeof value === 'number'
}

function areEqual(left: unknown, right: unknown, { meter }: Run): boolean {
  return left !== undefined && right !== undefined && isEqual(left, right, meter)
}

function concatenated(left: unknown, right: unknown, run: Run): string {
  const text = textOf(left, run) + textOf(right, run)
  run.meter.made(text)
  return text
}

function isIn(left: unknown, right: unknown, { meter }: Run): boolean {
  if (left === undefined || right === undefined) return false
  if (!Array.isArray(right)) return left === right
  meter.spend(right.length * workPerItem)
  return right.some((item) => item === left)
}

/** The whole numbers between two, both included. */
function range(from: unknown, to: unknown, { meter }: Run): unknown {
  if (!isWholeOrNothing(from) || !isWholeOrNothing(to)) stepAside()
  if (typeof from !== 'number' || typeof to !== 'number' || from > to) return undefined
  const length = to - from + 1
  if (length > maxSequenceLength) stepAside()
  meter.spend(length * workPerItem)
  return sequence(Array.from({ length }, (_, index) => from + index))
}

function isWholeOrNothing(value: unknown): boolean {
  return value === undefined || Number.isInteger(value)
}
