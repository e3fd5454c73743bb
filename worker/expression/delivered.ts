import { ExpressionError } from './error.ts'
import { maxDepth, maxValueSize } from './limits.ts'
import { isFunctionValue, type Meter } from './meter.ts'
import { isMarked } from './plain.ts'

/**
 * What closures made, as plain data and measured in one walk. Marks and functions stand only in objects and
 * lists of this very evaluation, so they are taken out in place: the input is never touched.
 */
export function delivered(value: unknown, meter: Meter): unknown {
  return new Delivery(meter).deliver(value, 0)
}

class Delivery {
  private readonly meter: Meter
  private size = 0

  constructor(meter: Meter) {
    this.meter = meter
  }

  deliver(value: unknown, depth: number): unknown {
    if (typeof value === 'string') this.add(value.length + 2)
    if (typeof value !== 'object' || value === null)
      return typeof value === 'function' ? undefined : value
    if (depth > maxDepth) throw new ExpressionError('size')
    if (Array.isArray(value)) return this.deliverItems(value, depth + 1)
    if (isFunctionValue(value)) return undefined
    this.deliverMembers(value as Record<string, unknown>, depth + 1)
    return value
  }

  private deliverItems(given: unknown[], depth: number): unknown[] {
    const items = isMarked(given) ? given.slice() : given
    for (let index = 0; index < items.length; index += 1) {
      this.add(1)
      const item = items[index]
      const plain = this.deliver(item, depth) ?? null
      if (plain !== item) items[index] = plain
    }
    return items
  }

  private deliverMembers(members: Record<string, unknown>, depth: number): void {
    for (const key in members) {
      this.add(key.length + 4)
      const member = members[key]
      const plain = this.deliver(member, depth)
      if (plain === undefined) delete members[key]
      else if (plain !== member) members[key] = plain
    }
  }

  private add(characters: number): void {
    this.meter.spend(1)
    this.size += characters
    if (this.size > maxValueSize) throw new ExpressionError('size')
  }
}
