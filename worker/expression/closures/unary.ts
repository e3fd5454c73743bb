import type { Group, Node } from '../ast.ts'
import { workPerObject } from '../limits.ts'
import { listOf } from './array.ts'
import { grouped } from './group.ts'
import { ownWork } from './ready.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import { finite } from './truth.ts'
import type { Closure, Kind } from './types.ts'

/** `-x`, a list constructor or an object constructor. */
export const unary: Kind = (node, names, compile) => {
  const part = (inner: Node) => compile(inner, names)
  if (node.value === '[') return listOf(node, part)
  if (node.value === '{') return objectOf(node, part)
  return node.expression === undefined ? notCompiled() : negated(part(node.expression))
}

function objectOf(node: Node, part: (inner: Node) => Closure): Closure {
  const work = workPerObject + ownWork(node)
  return isGroup(node) ? grouped((focus) => focus, node, part, work) : notCompiled()
}

function isGroup(node: Node): node is Node & Group {
  return Array.isArray(node.lhs)
}

function negated(operand: Closure): Closure {
  return (focus, frame) => {
    const value = operand(focus, frame)
    if (typeof value === 'number') return -finite(value)
    return value === undefined ? undefined : stepAside()
  }
}
