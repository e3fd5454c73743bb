import type { Node } from '../ast.ts'
import { maxSequenceLength, workPerStep } from '../limits.ts'
import { filtered } from './filter.ts'
import { grouped } from './group.ts'
import { isName, namesOf, namesPath, type Walk } from './names-path.ts'
import { type OrderBy, orderBy } from './order-by.ts'
import { addFlat, isList, keptSequence, type Marked, sequence } from './sequence.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import type { Closure, Frame, Kind } from './types.ts'
import { ownMember } from './values.ts'

/** Most steps map item by item; an order-by takes all items at once. */
type Step =
  | { readonly each: Closure; readonly name: string | undefined }
  | { readonly all: OrderBy }

/** Steps one after the other, each over what the one before found. */
export const path: Kind = (node, names, compile) => {
  const part = (inner: Node) => compile(inner, names)
  const nodes = node.steps ?? notCompiled()
  const steps = nodes.map((step) => stepOf(step, part))
  const found = walkFrom(nodes[0], steps)
  const members = namesOf(node)
  if (members !== undefined) return namesPath(members, { all: found, items: itemsFrom(steps) })
  const kept: Closure =
    node.keepSingletonArray === true ? (focus, frame) => keep(found(focus, frame)) : found
  if (node.group !== undefined) return grouped(kept, node.group, part)
  return kept
}

function itemsFrom(steps: readonly Step[]): Walk['items'] {
  return (list, from, frame) => walkItems(within(list), steps, from, frame)
}

function stepOf(node: Node, compile: (part: Node) => Closure): Step {
  const stages = node.stages ?? []
  if (node.type === 'sort') return { all: orderBy(node, compile) }
  const each = compile(node)
  return {
    each: stages.length === 0 ? each : filtered(each, stages, compile),
    name: isName(node) ? String(node.value) : undefined,
  }
}

/** What the steps find: an item, a list (not settled when it is a sequence), or nothing. */
function walkFrom(first: Node | undefined, steps: readonly Step[]): Closure {
  const [start] = steps
  if (first?.consarray === true) {
    // Of a list with a predicate the library walks the characters, if it finds text.
    if (first.predicate !== undefined || first.group !== undefined) notCompiled()
    if (start === undefined || !('each' in start)) return notCompiled()
    return (focus, frame) => {
      const made = start.each(isList(focus) ? focus : sequence([focus]), frame)
      if (!isList(made)) return stepAside()
      return made.length === 0 ? made : walkItems(made, steps, 1, frame)
    }
  }
  const isAbsolute = first?.type === 'variable'
  return (focus, frame) =>
    isList(focus) && !isAbsolute ? walkItems(focus, steps, 0, frame) : walkItem(focus, steps, frame)
}

/** While there is one item no list is made. */
function walkItem(focus: unknown, steps: readonly Step[], frame: Frame): unknown {
  let item = focus
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] ?? notCompiled()
    if ('all' in step) return walkItems(sequence([item]), steps, index, frame)
    const value = memberOf(item, step.name, frame) ?? step.each(item, frame)
    if (value === undefined) return undefined
    if (!isList(value)) item = value
    else if (index === steps.length - 1) return lastOf(value)
    else if (value.cons === true) item = value
    else return walkItems(within(value), steps, index + 1, frame)
  }
  return item
}

/** A member without the closure of its step; undefined where the closure must say what there is. */
function memberOf(item: unknown, name: string | undefined, { run }: Frame): unknown {
  if (name === undefined || isList(item)) return undefined
  const value = ownMember(item, name)
  if (isList(value) && value.sequence === true) return undefined
  run.meter.spend(workPerStep)
  return value
}

/** The last step's list is the answer as it is, but what was kept as a list of one is one item again. */
function lastOf(value: Marked): unknown {
  if (value.sequence !== true || value.length > 1) return value
  return sequence([...value])
}

// oxlint-disable-next-line max-params -- the state of a walk
function walkItems(items: Marked, steps: readonly Step[], from: number, frame: Frame): unknown {
  let current: Marked = items
  for (let index = from; index < steps.length; index += 1) {
    const step = steps[index] ?? notCompiled()
    current =
      'all' in step
        ? step.all(current, frame)
        : mapItems(current, step.each, index === steps.length - 1, frame)
    if (current.length === 0) break
  }
  return current
}

// oxlint-disable-next-line max-params -- the state of a walk
function mapItems(items: Marked, each: Closure, isLast: boolean, frame: Frame): Marked {
  const found: unknown[] = []
  let count = 0
  let first: unknown
  for (const item of items) {
    const value = each(item, frame)
    if (value === undefined) continue
    if (count === 0) first = value
    count += 1
    addFlat(found, value)
  }
  if (count > maxSequenceLength) stepAside()
  return isLast && count === 1 && isList(first) && first.sequence !== true ? first : sequence(found)
}

function within(items: Marked): Marked {
  return items.length > maxSequenceLength ? stepAside() : items
}

/** The answer of a path with `[]` in it: a list even of one. */
function keep(found: unknown): unknown {
  if (found === undefined) return undefined
  if (!isList(found) || (found.cons === true && found.sequence !== true))
    return keptSequence([found])
  // A list of the input stays as it is: it never becomes an item.
  if (found.sequence === true) found.keepSingleton = true
  return found
}
