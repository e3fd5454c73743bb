import { isNode, type Node } from '../ast.ts'
import { type Definition, functionOf, Tail } from './callable.ts'
import { type HigherOrder, higherOrder } from './functions/higher-order.ts'
import type { Names } from './names.ts'
import { nativeNamed } from './native.ts'
import { notCompiled } from './step-aside.ts'
import type { Closure, Compile, Kind } from './types.ts'
import { requireData } from './values.ts'

/** What a call knows of where it stands. */
interface Place {
  readonly names: Names
  readonly compile: Compile
  /** The first argument, when `~>` brings one. */
  readonly piped?: Closure
  /** The end of a function's body: the library no longer knows the focus there. */
  readonly isTail?: boolean
}

/** `$name(…)`. Its value is not settled when it is a sequence. */
export const call: Kind = (node, names, compile) => callOf(node, { names, compile })

/**
 * The last call of a function's body, which the parser wraps: what the body makes of its result, the library
 * makes of the wrapping. Other functions are no values here.
 */
export const tailCall: Kind = (node, names, compile) => {
  if (node.thunk !== true || node.body === undefined) return notCompiled()
  const called = callOf(node.body, { names, compile, isTail: true })
  return (focus, frame) => new Tail(called(focus, frame))
}

/** `a ~> $f(…)` and `a ~> $f`. */
export const apply: Kind = (node, names, compile) => {
  const piped = compile(sideOf(node.lhs), names)
  const right = sideOf(node.rhs)
  if (right.type === 'function') return callOf(right, { names, compile, piped })
  const define = functionOf(right, names, compile)
  return (focus, frame) => {
    return define(focus, frame).call([dataOf(piped(focus, frame))])
  }
}

function sideOf(node: unknown): Node {
  return isNode(node) ? node : notCompiled()
}

function callOf(node: Node, place: Place): Closure {
  const callee = node.procedure
  if (callee?.type !== 'variable' || callee.predicate !== undefined) return notCompiled()
  const name = String(callee.value)
  const given = node.arguments ?? []
  if (place.names.resolve(name) !== undefined)
    return ownCall(functionOf(callee, place.names, place.compile), argumentsOf(given, place))
  const higher = higherOrder.get(name)
  return higher === undefined
    ? nativeCall(name, argumentsOf(given, place), place)
    : higherCall(higher, given, place)
}

function argumentsOf(given: readonly Node[], { names, compile, piped }: Place): readonly Closure[] {
  const args = given.map((arg) => compile(arg, names))
  return piped === undefined ? args : [piped, ...args]
}

function ownCall(define: Definition, args: readonly Closure[]): Closure {
  return (focus, frame) => {
    return define(focus, frame).call(args.map((arg) => dataOf(arg(focus, frame))))
  }
}

function nativeCall(name: string, args: readonly Closure[], { isTail }: Place): Closure {
  const native = nativeNamed(name) ?? notCompiled()
  if (isTail === true && args.length < native.required) notCompiled()
  return (focus, frame) => {
    const values = args.map((arg) => arg(focus, frame))
    return native.call(values, isTail === true ? noContext : focus, frame.run)
  }
}

/** Stands for a context that no argument can take. */
function noContext(): void {}

function higherCall(
  { takes, isPicky, run }: HigherOrder,
  given: readonly Node[],
  place: Place,
): Closure {
  const { names, compile, piped, isTail } = place
  const [callback, start] = piped === undefined ? given.slice(1) : given
  const count = given.length + (piped === undefined ? 0 : 1)
  if (count < takes[0] || count > takes[1]) notCompiled()
  const source = piped ?? compile(given[0] ?? notCompiled(), names)
  // At the end of a body the library hands functions over as they are: natives cannot be called so.
  if (isTail === true && callback !== undefined && (isPicky || callback.type !== 'lambda'))
    notCompiled()
  const define = callback === undefined ? undefined : functionOf(callback, names, compile)
  const first = start === undefined ? undefined : compile(start, names)
  return (focus, frame) => {
    const value = dataOf(source(focus, frame))
    return run(value, define?.(focus, frame), {
      run: frame.run,
      start: dataOf(first?.(focus, frame)),
    })
  }
}

function dataOf(value: unknown): unknown {
  requireData(value)
  return value
}
