import type { Node } from '../ast.ts'
import { isNode } from '../ast.ts'
import { functionOf } from './callable.ts'
import { Names } from './names.ts'
import { settle } from './sequence.ts'
import { notCompiled } from './step-aside.ts'
import type { Closure, Compile, Kind } from './types.ts'

/** Statements in parentheses: the value of the last one. Variables live in a frame of the block. */
export const block: Kind = (node, names, compile) => {
  const parts = node.expressions ?? []
  const bound = new Set(parts.flatMap(boundBy))
  const inner = bound.size === 0 ? names : new Names(names, bound)
  const statements = parts.map((part, index) =>
    index === parts.length - 1
      ? statement(part, inner, compile)
      : (definition(part, inner, compile) ?? statement(part, inner, compile)),
  )
  const run: Closure = (focus, frame) => {
    let value: unknown
    for (const each of statements) value = each(focus, frame)
    return value
  }
  if (bound.size === 0) return run
  return (focus, frame) => run(focus, { run: frame.run, values: [], outer: frame })
}

/** The names a statement binds: `$a := $b := 1` binds two. Throws NotCompiled for `$` and `$$`. */
export function boundBy(node: Node): string[] {
  if (node.type !== 'bind' || !isNode(node.lhs) || !isNode(node.rhs)) return []
  const name = String(node.lhs.value)
  return name === '' || name === '$' ? notCompiled() : [name, ...boundBy(node.rhs)]
}

/** Bindings stand only as statements here: elsewhere the library binds in an order of its own. */
export function statement(node: Node, names: Names, compile: Compile): Closure {
  const [name] = boundBy(node)
  if (name === undefined || !isNode(node.rhs)) return compile(node, names)
  const value = statement(node.rhs, names, compile)
  const slot = names.declare(name)
  return (focus, frame) => settle((frame.values[slot] = value(focus, frame)))
}

/** `$f := function(…) {…}`. A function is no value of a block, so it is not for the last statement. */
export function definition(node: Node, names: Names, compile: Compile): Closure | undefined {
  const [name] = boundBy(node)
  if (name === undefined || !isNode(node.rhs)) return undefined
  const define = functionOf(node.rhs, names, compile)
  if (define === undefined) return undefined
  const slot = names.declare(name, true)
  return (focus, frame) => {
    frame.values[slot] = define(focus, frame)
    return undefined
  }
}
