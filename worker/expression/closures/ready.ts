import type { Node } from '../ast.ts'
import { workPerStep } from '../limits.ts'
import { namesOf } from './names-path.ts'

/** Literals need neither; members of a path are met most. */
const always: ReadonlySet<string> = new Set(['string', 'number', 'value', 'name'])

/**
 * Whether the closure of a node counts its work and settles its value itself. For the others that is a closure around
 * theirs, which costs as much as many of them do.
 */
export function isReady(node: Node): boolean {
  if (node.predicate !== undefined) return false
  if (always.has(node.type)) return true
  if (node.type === 'path') return namesOf(node) !== undefined
  if (node.group !== undefined || node.keepArray === true) return false
  if (node.type === 'unary') return node.value === '{'
  return node.type === 'function' || (node.type === 'binary' && node.value !== '..')
}

/** What a node's own closure counts for the node: nothing where the closure around it does. */
export function ownWork(node: Node): number {
  return isReady(node) ? workPerStep : 0
}
