import { ExpressionError } from './error.ts'
import { maxDepth, maxValueSize } from './limits.ts'
import { isFunctionValue } from './meter.ts'

/**
 * A result as plain data, measured on the way: lists lose the marks of the language, functions are left
 * out. Both stand only in what the evaluation itself made, so they are taken out in place and the input is
 * never touched. Throws ExpressionError `size`.
 */
export function plain(value: unknown): unknown {
  let size = 0
  const take = (part: unknown, depth: number): unknown => {
    // As JSON, about. Shared parts count as often as they appear, so this also bounds the walk.
    size += typeof part === 'string' ? part.length + 2 : 4
    if (size > maxValueSize) throw new ExpressionError('size')
    if (typeof part !== 'object' || part === null)
      return typeof part === 'function' ? undefined : part
    if (depth > maxDepth) throw new ExpressionError('size')
    if (Array.isArray(part)) return takeItems(part, depth + 1)
    return isFunctionValue(part) ? undefined : takeMembers(part, depth + 1)
  }
  const takeItems = (given: readonly unknown[], depth: number): unknown => {
    const items: unknown[] = isMarked(given) ? given.slice() : (given as unknown[])
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index]
      const taken = take(item, depth) ?? null
      if (taken !== item) items[index] = taken
    }
    return items
  }
  const takeMembers = (given: object, depth: number): unknown => {
    const members = given as Record<string, unknown>
    for (const key in members) {
      size += key.length + 4
      const member = members[key]
      const taken = take(member, depth)
      if (taken === undefined) delete members[key]
      else if (taken !== member) members[key] = taken
    }
    return members
  }
  return take(value, 0)
}

function isMarked(items: readonly unknown[]): boolean {
  return Object.hasOwn(items, 'sequence') || Object.hasOwn(items, 'cons')
}
