import { isNode, type Node } from '../ast.ts'
import { functionOf, Tail } from './callable.ts'
import { higherOrder } from './functions/higher-order.ts'
import { workPerStep } from '../limits.ts'
import type { Names } from './names.ts'
import { nativeNamed } from './native.ts'
import { isReady } from './ready.ts'
import { settle } from './sequence.ts'
import { notCompiled } from './step-aside.ts'
import type { Closure, Compile, Frame, Kind } from './types.ts'
import { requireData } from './values.ts'

/** What a call knows of where it stands. */
interface Place {
  readonly names: Names
  readonly compile: Compile
  /** The first argument, when `~>` brings one. */
  readonly piped?: Closure
  /** The end of a function's body: the library no longer knows the focus there. */
  readonly isTail?: boolean
  /** It counts its work and settles its value itself. */
  readonly isReady?: boolean
}

/** Runs a function on its arguments. */
type Invoke = (args: unknown[], focus: unknown, frame: Frame) => unknown

/** `$name(…)`. */
export const call: Kind = (node, names, compile) =>
  callOf(node, { names, compile, isReady: isReady(node) })

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
export const apply: Kind = ({ lhs, rhs }, names, compile) => {
  if (!isNode(lhs) || !isNode(rhs)) return notCompiled()
  const piped = compile(lhs, names)
  if (rhs.type === 'function') return callOf(rhs, { names, compile, piped })
  const define = functionOf(rhs, names, compile) ?? notCompiled()
  return invoking([piped], (args, focus, frame) => define(focus, frame).call(args))
}

function callOf(node: Node, place: Place): Closure {
  const callee = node.procedure
  if (callee?.type !== 'variable' || callee.predicate !== undefined) return notCompiled()
  const name = String(callee.value)
  const given = node.arguments ?? []
  if (place.names.resolve(name) === undefined && higherOrder.has(name))
    return higherCall(name, given, place)
  const args = withPiped(
    given.map((arg) => place.compile(arg, place.names)),
    place,
  )
  return invoking(args, invokeOf(callee, args.length, place), place.isReady)
}

function invokeOf(callee: Node, count: number, { names, compile, isTail }: Place): Invoke {
  const name = String(callee.value)
  if (names.resolve(name) !== undefined) {
    const define = functionOf(callee, names, compile) ?? notCompiled()
    return (args, focus, frame) => define(focus, frame).call(args)
  }
  const native = nativeNamed(name) ?? notCompiled()
  if (isTail !== true) return (args, focus, frame) => native.call(args, focus, frame.run)
  // Only $lookup and natives of one argument would take that for a context.
  return count < (name === 'lookup' ? 2 : 1)
    ? notCompiled()
    : (args, _focus, frame) => native.call(args, noContext, frame.run)
}

/** Stands for a context that no argument can take. */
function noContext(): void {}

function higherCall(name: string, given: readonly Node[], place: Place): Closure {
  const { names, compile, isTail, piped } = place
  const { takes, run } = higherOrder.get(name) ?? notCompiled()
  const callbackAt = piped === undefined ? 1 : 0
  const args = withPiped(
    given.map((arg, index) => {
      if (index !== callbackAt) return compile(arg, names)
      // At the end of a body the library hands functions over as they are: natives cannot be called so.
      if (isTail === true && (name === 'sort' || arg.type !== 'lambda')) notCompiled()
      return functionOf(arg, names, compile) ?? notCompiled()
    }),
    place,
  )
  if (!takes.includes(args.length)) notCompiled()
  return invoking(args, (values, _focus, frame) => run(values, frame.run), place.isReady)
}

function withPiped(args: readonly Closure[], { piped }: Place): readonly Closure[] {
  return piped === undefined ? args : [piped, ...args]
}

/** A value that is not ready is not settled either. */
function invoking(args: readonly Closure[], invoke: Invoke, ready = false): Closure {
  return (focus, frame) => {
    if (ready) frame.run.meter.spend(workPerStep)
    const values: unknown[] = []
    for (const arg of args) values.push(arg(focus, frame))
    for (const value of values) requireData(value)
    const result = invoke(values, focus, frame)
    return ready ? settle(result) : result
  }
}
