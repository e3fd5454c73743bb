import type { Node } from '../ast.ts'
import { workPerStep } from '../limits.ts'
import { isList, type Marked, settle } from './sequence.ts'
import type { Closure, Frame } from './types.ts'
import { ownMember } from './values.ts'

/** The names of a path that is nothing but names, such as `body.customer.name`; undefined for any other. */
export function namesOf(path: Node): readonly string[] | undefined {
  const steps = path.steps ?? []
  const isPlain = path.group === undefined && path.keepSingletonArray !== true
  return isPlain && steps.length > 0 && steps.every(isName)
    ? steps.map(({ value }) => String(value))
    : undefined
}

/** A name and nothing else. */
export function isName(step: Node): boolean {
  const extras = [step.stages, step.predicate, step.group, step.keepArray, step.focus, step.index]
  return step.type === 'name' && extras.every((extra) => extra === undefined)
}

/** How any path is walked, from one of its steps on. */
export interface Walk {
  /** From the first step, for whatever the focus is. */
  readonly all: Closure
  /** From a step on, over the items of a list. */
  readonly items: (list: Marked, from: number, frame: Frame) => unknown
}

/** Member by member without a closure for each, until there is a list. Settled, and its work counted, all in one. */
export function namesPath(names: readonly string[], walk: Walk): Closure {
  const work = (names.length + 1) * workPerStep
  return (focus, frame) => {
    const { meter } = frame.run
    meter.spend(work)
    let item = focus
    for (let at = 0; at < names.length; at += 1) {
      if (isList(item)) {
        const isMarked = at === 0 || item.sequence === true || item.cons === true
        return settle(isMarked ? walk.all(focus, frame) : walk.items(item, at, frame))
      }
      item = ownMember(item, names[at] ?? '')
      if (item === undefined) return undefined
    }
    return isList(item) && item.sequence === true ? settle(walk.all(focus, frame)) : item
  }
}
