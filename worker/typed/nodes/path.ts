import type { Node } from '../../expression/ast.ts'
import type { InferNode, Inference, Place } from '../inference.ts'
import { join } from '../join.ts'
import { anything, has, kinds, listOf, missing, nothing, type Type, without } from '../type.ts'
import { filteredBy } from './filter.ts'
import { grouped } from './group.ts'
import { elementsOf, flattened, sequenceOf } from './sequence.ts'
import { inferSort } from './sort.ts'

/** Steps of a path: each is evaluated for every item of what the one before gave. */
export const inferPath: InferNode = (node, place, inference) => {
  const { steps = [], group } = node
  // Variables over a stream of items, and the parents of items, are not followed.
  if (steps.some(isTuple)) return anything
  const result = new Walk(node, place, inference).result()
  return group === undefined ? result : grouped(group.lhs, result, place, inference)
}

function isTuple({ type, tuple, focus, index, ancestor }: Node): boolean {
  return (
    type === 'parent' || tuple === true || [focus, index, ancestor].some((one) => one !== undefined)
  )
}

/** One way along a path. */
class Walk {
  private readonly node: Node
  private readonly place: Place
  private readonly inference: Inference
  /** Of each item of the sequence so far. */
  private element: Type
  /** The sequence has one item at most, so what comes of it is no list for being many. */
  private isOne: boolean
  private mayBeEmpty = false

  constructor(node: Node, place: Place, inference: Inference) {
    this.node = node
    this.place = place
    this.inference = inference
    const isAbsolute = node.steps?.[0]?.type === 'variable'
    this.isOne = isAbsolute || !has(place.input, kinds.list)
    this.element = isAbsolute ? place.input : elementsOf(place.input)
    this.mayBeEmpty = !this.isOne
  }

  result(): Type {
    const { steps = [], keepSingletonArray } = this.node
    let last: Type = nothing
    for (const [at, step] of steps.entries())
      last = this.step(step, at === 0, at === steps.length - 1)
    const value = this.mayBeEmpty ? join(missing, last) : last
    return keepSingletonArray === true ? kept(value, steps) : value
  }

  private step(step: Node, isFirst: boolean, isLast: boolean): Type {
    const { place, inference } = this
    if (step.type === 'sort') return this.sorted(step)
    const here = { ...place, input: this.element }
    if (isFirst && step.consarray === true) return this.written(step, here)
    const given = filteredBy(inference.infer(step, here), step.stages, here, inference)
    // A list that a step writes out is one item of the sequence.
    const isWhole = step.consarray === true
    const element = isWhole ? without(given, kinds.missing) : itemsGiven(given, step)
    const alone = inference.keepsLists ? join(given, element) : given
    const value = this.isOne ? alone : sequenceOf(element)
    if (!isLast) {
      this.mayBeEmpty ||= has(given, kinds.missing | kinds.list)
      this.isOne &&= isWhole || !has(given, kinds.list)
      this.element = element
    }
    return value
  }

  /** A list that is written out at the beginning: the path leads through its items. */
  private written(step: Node, here: Place): Type {
    const list = this.inference.infer(step, here)
    const value = step.stages === undefined ? list : anything
    this.element = elementsOf(value)
    this.isOne = false
    this.mayBeEmpty = true
    return value
  }

  private sorted(step: Node): Type {
    const { place, inference } = this
    const items = inferSort(step, { ...place, input: this.element }, inference)
    const value = filteredBy(listOf(items), step.stages, place, inference)
    this.element = flattened(value)
    this.isOne = false
    this.mayBeEmpty = true
    return join(sequenceOf(this.element), value)
  }
}

/** What is missing is not passed on, unless a filter was asked of it and took it. */
function itemsGiven(given: Type, { stages }: Node): Type {
  return stages === undefined ? flattened(given) : elementsOf(given)
}

/** `[]` after a name: a list, even of one. */
function kept(value: Type, steps: readonly Node[]): Type {
  const isFiltered = steps.some(({ stages }) => stages !== undefined)
  const item = isFiltered ? value : without(value, kinds.missing)
  return join(missing, listOf(join(item, elementsOf(item))))
}
