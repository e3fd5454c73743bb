import { workPerItem } from '../limits.ts'
import type { Meter } from '../meter.ts'
import { stepAside } from './step-aside.ts'

/** Whether two values are equal in the language: by their parts. */
export function isEqual(left: unknown, right: unknown, meter: Meter): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return false
  // The library compares a list with an object by the names of their members, marks included.
  if (Array.isArray(left) !== Array.isArray(right)) return stepAside()
  const names = Object.keys(left)
  meter.spend(names.length * workPerItem)
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => isEqual(item, right[at], meter))
  const isSame = (name: string) =>
    Object.hasOwn(right, name) && isEqual(Reflect.get(left, name), Reflect.get(right, name), meter)
  return names.length === Object.keys(right).length && names.every(isSame)
}
