import { isNode, type Node } from '../ast.ts'
import { boundBy, definition } from './block.ts'
import { compileNode, compileWith } from './compile.ts'
import { fragment } from './fragment.ts'
import { Names } from './names.ts'
import { settle } from './sequence.ts'
import { NotCompiled, notCompiled } from './step-aside.ts'
import type { Closure, Compile } from './types.ts'

/** A compiled part of an expression. */
export interface Part {
  readonly closure: Closure
  /** Answers with a promise: something in it runs in the library. */
  readonly waits: boolean
}

/**
 * Compiles a node whose focus is the input document. What has no closure in it is cut out for the library,
 * as small as can be: the values of an object, the arguments of a function, the statements of a block.
 * Nothing inside a loop is: there the loop as a whole goes to the library. Undefined when all of it would.
 */
export function compileSpine(node: Node, names: Names): Part | undefined {
  const closure = attempt(() => compileNode(node, names))
  if (closure !== undefined) return { closure, waits: false }
  const waiting = attempt(() => waitingOf(node, names))
  return waiting && { closure: waiting, waits: true }
}

function part(node: Node, names: Names): Part {
  return compileSpine(node, names) ?? { closure: fragment(node, names), waits: true }
}

function attempt(compile: () => Closure): Closure | undefined {
  try {
    return compile()
  } catch (error) {
    // What nests too deeply for closures runs in the library, or fails there.
    if (error instanceof NotCompiled || error instanceof RangeError) return undefined
    throw error
  }
}

/** A node some of whose parts wait. */
function waitingOf(node: Node, names: Names): Closure {
  const changes = [node.predicate, node.group, node.keepArray]
  if (changes.some((change) => change !== undefined)) notCompiled()
  if (node.type === 'block') return waitingBlock(node, names)
  const evaluatesAll = node.value !== 'and' && node.value !== 'or'
  const isKnown = ['unary', 'binary', 'function', 'apply', 'condition'].includes(node.type)
  return isKnown && evaluatesAll ? awaited(node, names) : notCompiled()
}

/** Waits for the parts that wait and hands the node their values as variables. */
function awaited(node: Node, names: Names): Closure {
  const inner = new Names(names)
  const waits: Closure[] = []
  const compile: Compile = (held, scope) => {
    // In a function's body there are other variables: nothing can be taken out of there.
    if (scope !== inner) return compileNode(held, scope)
    const compiled = part(held, inner)
    // A branch of a condition starts when it is taken.
    if (!compiled.waits || held === node.then || held === node.else) return compiled.closure
    const slot = waits.push(compiled.closure) - 1
    return (_focus, frame) => frame.values[slot]
  }
  const closure = compileWith(node, inner, compile)
  return async (focus, outer) => {
    const frame = { run: outer.run, values: [], outer }
    const values = await Promise.all(waits.map((each) => each(focus, frame)))
    const value = closure(focus, { ...frame, values })
    // The closure has settled what it answers at once; to settle twice would take a list out of a list.
    return value instanceof Promise ? settle(await value) : value
  }
}

function waitingBlock(node: Node, names: Names): Closure {
  const parts = node.expressions ?? []
  const inner = new Names(names, new Set(parts.flatMap(boundBy)))
  const statements = parts.map((each, index) =>
    index === parts.length - 1
      ? waitingStatement(each, inner)
      : (definition(each, inner, compileNode) ?? waitingStatement(each, inner)),
  )
  return async (focus, outer) => {
    const frame = { run: outer.run, values: [], outer }
    let value: unknown
    for (const each of statements) {
      // oxlint-disable-next-line no-await-in-loop -- statements run one after the other
      value = await each(focus, frame)
    }
    return settle(value)
  }
}

function waitingStatement(node: Node, names: Names): Closure {
  const name = boundBy(node)[0]
  if (name === undefined) return part(node, names).closure
  const value = waitingStatement(isNode(node.rhs) ? node.rhs : notCompiled(), names)
  const slot = names.declare(name)
  return async (focus, frame) => settle((frame.values[slot] = await value(focus, frame)))
}
