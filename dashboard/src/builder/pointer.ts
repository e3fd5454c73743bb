/** JSON Pointer (RFC 6901) → its segments. The root is the empty pointer. */
export function segmentsOf(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at a pointer; undefined when there is none. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root
  for (const segment of segmentsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment))
      return undefined
    value = Reflect.get(value, segment)
  }
  return value
}

/** True when `pointer` is `base` or lies below it. */
export function isUnder(base: string, pointer: string): boolean {
  return pointer === base || pointer.startsWith(`${base}/`)
}
