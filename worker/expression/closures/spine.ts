import { isNode, type Node } from '../ast.ts'
import { boundBy, definition } from './block.ts'
import { compileNode, compileWith, literals } from './compile.ts'
import { fragment } from './fragment.ts'
import { Names } from './names.ts'
import { settle } from './sequence.ts'
import { NotCompiled, notCompiled } from './step-aside.ts'
import { isTrue } from './truth.ts'
import type { Closure, Compile } from './types.ts'

/** A compiled part of an expression. */
export interface Part {
  readonly closure: Closure
  /** Answers with a promise: something in it runs in the library. */
  readonly waits: boolean
  /** Something in it is worth compiling. */
  readonly gains: boolean
}

/**
 * Compiles a node whose focus is the input document. What has no closure in it is cut out for the library,
 * as small as can be: the values of an object, the arguments of a function, the statements of a block.
 * Nothing inside a loop is: there the loop as a whole goes to the library. Throws NotCompiled.
 */
export function compilePart(node: Node, names: Names): Part {
  return (
    attempt(() => ({
      closure: compileNode(node, names),
      waits: false,
      gains: !literals.has(node.type),
    })) ??
    attempt(() => waiting(node, names)) ?? {
      closure: fragment(node, names),
      waits: true,
      gains: false,
    }
  )
}

function attempt(compile: () => Part): Part | undefined {
  try {
    return compile()
  } catch (error) {
    if (error instanceof NotCompiled) return undefined
    throw error
  }
}

/** A node some of whose parts wait. */
function waiting(node: Node, names: Names): Part {
  const changes = [node.predicate, node.group, node.keepArray]
  if (changes.some((change) => change !== undefined)) notCompiled()
  const parts: Part[] = []
  const part = (inner: Node, scope: Names) => {
    const compiled = compilePart(inner, scope)
    parts.push(compiled)
    return compiled
  }
  const closure = closureOf(node, names, part)
  return parts.some(({ gains }) => gains) ? { closure, waits: true, gains: true } : notCompiled()
}

type CompilePart = (node: Node, names: Names) => Part

function closureOf(node: Node, names: Names, part: CompilePart): Closure {
  if (node.type === 'block') return waitingBlock(node, names, part)
  if (node.type === 'condition') return waitingCondition(node, names, part)
  const evaluatesAll = node.value !== 'and' && node.value !== 'or'
  const isKnown = ['unary', 'binary', 'function', 'apply'].includes(node.type)
  return isKnown && evaluatesAll ? awaited(node, names, part) : notCompiled()
}

/** Waits for the parts that wait and hands the node their values as variables. */
function awaited(node: Node, names: Names, part: CompilePart): Closure {
  const inner = new Names(names)
  const waits: Closure[] = []
  const compile: Compile = (held, scope) => {
    // In a function's body there are other variables: nothing can be taken out of there.
    if (scope !== inner) return compileNode(held, scope)
    const compiled = part(held, inner)
    if (!compiled.waits) return compiled.closure
    const slot = waits.push(compiled.closure) - 1
    return (_focus, frame) => frame.values[slot]
  }
  const closure = compileWith(node, inner, compile)
  return async (focus, outer) => {
    const frame = { run: outer.run, values: [], outer }
    const values = await Promise.all(waits.map((each) => each(focus, frame)))
    return closure(focus, { ...frame, values })
  }
}

function waitingCondition(node: Node, names: Names, part: CompilePart): Closure {
  const test = part(node.condition ?? notCompiled(), names).closure
  const yes = part(node.then ?? notCompiled(), names).closure
  const no = node.else === undefined ? undefined : part(node.else, names).closure
  return async (focus, frame) =>
    settle(
      await (isTrue(await test(focus, frame), frame.run.meter)
        ? yes(focus, frame)
        : no?.(focus, frame)),
    )
}

function waitingBlock(node: Node, names: Names, part: CompilePart): Closure {
  const parts = node.expressions ?? []
  const inner = new Names(names, new Set(parts.flatMap(boundBy)))
  const statements = parts.map((each, index) =>
    index === parts.length - 1
      ? waitingStatement(each, inner, part)
      : (definition(each, inner, compileNode) ?? waitingStatement(each, inner, part)),
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

function waitingStatement(node: Node, names: Names, part: CompilePart): Closure {
  const name = boundBy(node)[0]
  if (name === undefined) return part(node, names).closure
  const value = waitingStatement(isNode(node.rhs) ? node.rhs : notCompiled(), names, part)
  const slot = names.declare(name)
  return async (focus, frame) => settle((frame.values[slot] = await value(focus, frame)))
}
