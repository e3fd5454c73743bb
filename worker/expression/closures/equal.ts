import type { Meter } from '../meter.ts'
import { stepAside } from './step-aside.ts'

/** Whether two values are equal in the language: by their parts. */
export function isEqual(left: unknown, right: unknown, meter: Meter): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object') return false
  if (left === null || right === null) return false
  // Measured first: that bounds depth and work.
  meter.spend((meter.size(left) + meter.size(right)) >> 2)
  return haveEqualParts(left, right)
}

function haveEqualParts(left: object, right: object): boolean {
  // The library compares a list with an object by the names of their members, marks included.
  if (Array.isArray(left) !== Array.isArray(right)) stepAside()
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]))
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) =>
      Object.hasOwn(right, name) && isSame(Reflect.get(left, name), Reflect.get(right, name)),
  )
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object') return false
  return left !== null && right !== null && haveEqualParts(left, right)
}
