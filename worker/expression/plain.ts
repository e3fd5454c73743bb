import { ExpressionError } from './error.ts'
import { maxDepth, maxValueSize } from './limits.ts'
import { isFunctionValue } from './meter.ts'

/**
 * A result as plain data, measured on the way: lists lose the marks of the language, functions are left
 * out. Both stand only in what the evaluation itself made, so they are taken out in place and the input is
 * never touched. Throws ExpressionError `size`.
 */
export function plain(value: unknown): unknown {
  return new Plain().take(value, 0)
}

class Plain {
  /** As JSON, about. Shared parts count as often as they appear, so this also bounds the walk. */
  private size = 0

  take(part: unknown, depth: number): unknown {
    this.count(typeof part === 'string' ? part.length + 2 : 4)
    if (typeof part !== 'object' || part === null)
      return typeof part === 'function' ? undefined : part
    if (depth > maxDepth) throw new ExpressionError('size')
    if (Array.isArray(part)) return this.items(part, depth + 1)
    return isFunctionValue(part) ? undefined : this.members(part, depth + 1)
  }

  private count(characters: number): void {
    this.size += characters
    if (this.size > maxValueSize) throw new ExpressionError('size')
  }

  private items(given: readonly unknown[], depth: number): unknown {
    const items: unknown[] = isMarked(given) ? given.slice() : (given as unknown[])
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index]
      const taken = this.take(item, depth) ?? null
      if (taken !== item) items[index] = taken
    }
    return items
  }

  private members(given: object, depth: number): unknown {
    const members = given as Record<string, unknown>
    for (const key in members) {
      this.size += key.length + 4
      const member = members[key]
      const taken = this.take(member, depth)
      if (taken === undefined) delete members[key]
      else if (taken !== member) members[key] = taken
    }
    return members
  }
}

function isMarked(items: readonly unknown[]): boolean {
  return Object.hasOwn(items, 'sequence') || Object.hasOwn(items, 'cons')
}
