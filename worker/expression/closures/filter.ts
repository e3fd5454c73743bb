import type { Node } from '../ast.ts'
import { workPerItem } from '../limits.ts'
import type { Meter } from '../meter.ts'
import { isList, sequence } from './sequence.ts'
import { notCompiled } from './step-aside.ts'
import { finite, isTrue } from './truth.ts'
import type { Closure, Frame } from './types.ts'

/** Keeps of what a step or a node found: an item by its place, or those a condition is true for. */
type Filter = (found: unknown, frame: Frame) => unknown

/** The closure, its values filtered by predicates one after the other. */
export function filtered(
  closure: Closure,
  predicates: readonly Node[],
  compile: (predicate: Node) => Closure,
): Closure {
  const filters = predicates.map((predicate) => filterOf(predicate, compile))
  return (focus, frame) => {
    let found = closure(focus, frame)
    for (const filter of filters) found = filter(found, frame)
    return found
  }
}

function filterOf({ type, expr }: Node, compile: (predicate: Node) => Closure): Filter {
  if (type !== 'filter' || expr === undefined) return notCompiled()
  if (expr.type === 'number') return byPlace(Math.floor(Number(expr.value)))
  return byCondition(compile(expr))
}

function byPlace(place: number): Filter {
  return (found) => {
    const items = itemsOf(found)
    const item = items[place < 0 ? items.length + place : place]
    if (isList(item)) return item
    return sequence(item === undefined ? [] : [item])
  }
}

function byCondition(condition: Closure): Filter {
  return (found, frame) => {
    const items = itemsOf(found)
    const kept: unknown[] = []
    let place = 0
    for (const item of items) {
      const answer = condition(item, frame)
      if (answer === true) kept.push(item)
      else if (answer !== false && answer !== undefined)
        for (
          let left = timesKept(answer, place, items.length, frame.run.meter);
          left > 0;
          left -= 1
        )
          kept.push(item)
      place += 1
    }
    return sequence(kept)
  }
}

/** An answer in numbers names the places to keep; any other is true or false. */
function timesKept(answer: unknown, place: number, count: number, meter: Meter): number {
  const places = typeof answer === 'number' ? [answer] : answer
  if (!Array.isArray(places) || !places.every(isNumber)) return isTrue(answer, meter) ? 1 : 0
  meter.spend(places.length * workPerItem)
  return places.filter((each) => {
    const wanted = Math.floor(each)
    return (wanted < 0 ? count + wanted : wanted) === place
  }).length
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(value) && finite(value) === value
}

function itemsOf(found: unknown): readonly unknown[] {
  return isList(found) ? found : [found]
}
