import { isFunctionValue } from './meter.ts'

/**
 * The value as plain data: sequences lose the interpreter's marks, functions are left out.
 * What is plain already is returned as it is.
 */
export function plain(value: unknown): unknown {
  return copy(value, new Map())
}

function copy(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' ? undefined : value
  if (seen.has(value)) return seen.get(value)
  if (isFunctionValue(value)) return undefined
  const copied = Array.isArray(value) ? copyArray(value, seen) : copyObject(value, seen)
  seen.set(value, copied)
  return copied
}

function copyArray(items: readonly unknown[], seen: Map<object, unknown>): readonly unknown[] {
  const copied = items.map((item) => copy(item, seen) ?? null)
  const same = !isMarked(items) && copied.every((item, index) => item === items[index])
  return same ? items : copied
}

const marks = ['sequence', 'cons', 'keepSingleton']

export function isMarked(items: readonly unknown[]): boolean {
  return marks.some((mark) => Object.hasOwn(items, mark))
}

function copyObject(value: object, seen: Map<object, unknown>): object {
  let copied: Record<string, unknown> | undefined
  for (const [key, item] of Object.entries(value)) {
    const next = copy(item, seen)
    if (next === item) continue
    copied ??= Object.assign<Record<string, unknown>, object>(Object.create(null), value)
    if (next === undefined) delete copied[key]
    else copied[key] = next
  }
  return copied ?? value
}
