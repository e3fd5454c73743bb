/** Whether two JSON values are equal: members in any order, 1 and 1.0 alike (2020-12 core, 4.2.2). */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  )
}

/** One text for all equal JSON values. `spend` is told of every value looked at. */
export function canonical(value: unknown, spend: (work: number) => void = () => undefined): string {
  spend(1)
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, spend)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.keys(value)
    .sort()
    .map(
      (key) =>
        `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key], spend)}`,
    )
  return `{${members.join(',')}}`
}
