import type { Node } from '../ast.ts'
import { originals } from '../natives.ts'
import { workPerStep } from '../limits.ts'
import { valueAt } from './frames.ts'
import { Names } from './names.ts'
import { nativeNamed } from './native.ts'
import { notCompiled } from './step-aside.ts'
import type { Callable, Compile, Frame } from './types.ts'

/**
 * The result of a body's last call, on its way out of the body. There it counts as a function, as what the
 * library has in its place.
 */
export class Tail {
  readonly _jsonata_lambda = true
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

/** Makes the function where it is written: it keeps the focus and the variables of that place. */
export type Definition = (focus: unknown, frame: Frame) => Callable

/** Whether the value of a node is a function, as far as that can be seen. */
export function isFunctionNode(node: Node, names: Names): boolean {
  if (node.type === 'lambda') return true
  if (node.type !== 'variable') return false
  return (
    names.resolve(String(node.value))?.isFunction ?? originals(String(node.value)) !== undefined
  )
}

/** The function a node stands for: a literal, a variable that holds one, or a native. */
export function functionOf(node: Node, names: Names, compile: Compile): Definition {
  if (node.predicate !== undefined || node.group !== undefined) notCompiled()
  if (node.type === 'lambda') return lambda(node, names, compile)
  const name = String(node.value)
  const found = names.resolve(name)
  if (node.type !== 'variable' || found?.isFunction === false) notCompiled()
  if (found !== undefined)
    return (_focus, frame) => valueAt(frame, found.hops, found.slot) as Callable
  const { arity, call } = nativeNamed(name) ?? notCompiled()
  return (_focus, { run }) => ({ arity, call: (args) => call(args, null, run) })
}

function lambda(node: Node, names: Names, compile: Compile): Definition {
  if (node.signature !== undefined || node.thunk === true) notCompiled()
  const parameters = (node.arguments ?? []).map(({ value }) => String(value))
  const inner = new Names(names)
  inner.declareParameters(parameters)
  const body = compile(node.body ?? notCompiled(), inner)
  return (focus, frame) => ({
    arity: parameters.length,
    call(args) {
      frame.run.meter.spend(workPerStep)
      const value = body(focus, { run: frame.run, values: args, outer: frame })
      return value instanceof Tail ? value.value : value
    },
  })
}
