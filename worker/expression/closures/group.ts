import type { Group, Node } from '../ast.ts'
import { maxSequenceLength, workPerObject } from '../limits.ts'
import { isList } from './sequence.ts'
import { stepAside } from './step-aside.ts'
import type { Closure, Frame } from './types.ts'

interface Pair {
  readonly key: Closure
  readonly value: Closure
}

/** Keys the library refuses, and those that would reach a prototype: both are left to it. */
const special = /^_(?:_|jsonata_)/

/** An object whose members are made of what `source` finds: items of one key are grouped. */
// oxlint-disable-next-line max-params -- an object constructor counts its step, too
export function grouped(
  source: Closure,
  group: Group,
  compile: (part: Node) => Closure,
  work = workPerObject,
): Closure {
  const pairs = group.lhs.map(([key, value]) => ({ key: compile(key), value: compile(value) }))
  const names = literalNames(group)
  const ofOne = names === undefined ? undefined : objectOf(names, pairs)
  return (focus, frame) => {
    frame.run.meter.spend(work)
    const found = source(focus, frame)
    const items = isList(found) && found.length > 0 ? found : undefined
    // Nothing is grouped as one item, so that a constant object can be written.
    const item = isList(found) ? undefined : found
    if (items === undefined && ofOne !== undefined) return ofOne(item, frame)
    return groupItems(items ?? [item], pairs, frame)
  }
}

/** The keys, when they are all literals and apart. Undefined for what needs care. */
function literalNames({ lhs }: Group): readonly string[] | undefined {
  const names = lhs.map(([key]) => (isLiteral(key) ? String(key.value) : '__'))
  const isApart = new Set(names).size === names.length
  return isApart && !names.some((name) => special.test(name)) ? names : undefined
}

function isLiteral(key: Node): boolean {
  return key.type === 'string' && key.predicate === undefined && key.group === undefined
}

function objectOf(names: readonly string[], pairs: readonly Pair[]): Closure {
  return (item, frame) => {
    const made: Record<string, unknown> = {}
    for (let index = 0; index < pairs.length; index += 1) {
      const value = pairs[index]?.value(item, frame)
      if (value !== undefined) made[names[index] ?? ''] = value
    }
    return made
  }
}

interface Entry {
  readonly pair: Pair
  readonly items: unknown[]
}

function groupItems(items: readonly unknown[], pairs: readonly Pair[], frame: Frame): object {
  const entries = new Map<string, Entry>()
  for (const item of items) {
    for (const pair of pairs) {
      const key = pair.key(item, frame)
      if (key === undefined) continue
      if (typeof key !== 'string' || special.test(key)) return stepAside()
      const entry = entries.get(key) ?? { pair, items: [] }
      if (entry.pair !== pair) return stepAside()
      entry.items.push(item)
      entries.set(key, entry)
    }
  }
  const made: Record<string, unknown> = {}
  for (const [key, entry] of entries) {
    const value = entry.pair.value(together(entry.items), frame)
    if (value !== undefined) made[key] = value
  }
  return made
}

/** The items of one group: lists among them add their items, and what is one is no list. */
function together(items: readonly unknown[]): unknown {
  const given = items.filter((item) => item !== undefined)
  if (given.length <= 1) return given[0]
  const all = given.flat()
  return all.length > maxSequenceLength ? stepAside() : all
}
