import type { Node } from '../ast.ts'
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

/** The function a node stands for: a literal, a variable that holds one, or a native. Undefined for data. */
export function functionOf(node: Node, names: Names, compile: Compile): Definition | undefined {
  if (node.predicate !== undefined || node.group !== undefined) return undefined
  if (node.type === 'lambda') return lambda(node, names, compile)
  if (node.type !== 'variable') return undefined
  const found = names.resolve(String(node.value))
  if (found === undefined) return nativeDefinition(String(node.value))
  return found.isFunction ? (_focus, frame) => valueAt(frame, found) as Callable : undefined
}

function nativeDefinition(name: string): Definition | undefined {
  const native = nativeNamed(name)
  return (
    native && ((_focus, { run }) => ({ ...native, call: (args) => native.call(args, null, run) }))
  )
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
