import { pointerTo } from '#contract/json-pointer.ts'

/** Where two JSON values first differ, as a JSON Pointer. Undefined: they are equal; order of members does not count. */
export function firstDifference(left: unknown, right: unknown): string | undefined {
  if (Object.is(left, right) || left === right) return undefined
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return ''
  if (Array.isArray(left) !== Array.isArray(right)) return ''
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (Object.hasOwn(left, key) !== Object.hasOwn(right, key)) return pointerTo(key)
    const inner = firstDifference(Reflect.get(left, key), Reflect.get(right, key))
    if (inner !== undefined) return pointerTo(key) + inner
  }
  return undefined
}
