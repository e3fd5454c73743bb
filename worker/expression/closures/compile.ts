import type { Node } from '../ast.ts'
import { block } from './block.ts'
import { binary } from './binary.ts'
import { apply, call, tailCall } from './call.ts'
import { condition } from './condition.ts'
import { filtered } from './filter.ts'
import { grouped } from './group.ts'
import { descendants, literal, name, variable, wildcard } from './leaves.ts'
import type { Names } from './names.ts'
import { path } from './path.ts'
import { settle } from './sequence.ts'
import { notCompiled } from './step-aside.ts'
import type { Closure, Compile, Kind } from './types.ts'
import { unary } from './unary.ts'

/** Every kind of node that has closures. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['string', literal],
  ['number', literal],
  ['value', literal],
  ['name', name],
  ['variable', variable],
  ['wildcard', wildcard],
  ['descendant', descendants],
  ['path', path],
  ['unary', unary],
  ['binary', binary],
  ['condition', condition],
  ['block', block],
  ['function', call],
  ['apply', apply],
  ['lambda', tailCall],
])

/**
 * Kinds whose value may be a sequence that is not settled. A block and a condition settle what they hold
 * once more: the item of a sequence of one may be such a sequence.
 */
const unsettled = new Set(
  ['variable', 'wildcard', 'descendant', 'function', 'apply'].concat(['block', 'condition']),
)

/** Compiles a node and all it holds. Throws NotCompiled. */
export function compileNode(node: Node, names: Names): Closure {
  return compileWith(node, names, compileNode)
}

/** Compiles a node, and with `compile` what it holds. Throws NotCompiled. */
export function compileWith(node: Node, names: Names, compile: Compile): Closure {
  requireSimple(node)
  const kind = kinds.get(node.type) ?? notCompiled()
  const part = (inner: Node) => compile(inner, names)
  let closure = kind(node, names, compile)
  if (node.predicate !== undefined) closure = filtered(closure, node.predicate, part)
  if (node.group !== undefined && node.type !== 'path') closure = grouped(closure, node.group, part)
  const settles = unsettled.has(node.type) || node.predicate !== undefined
  return settles ? settling(closure, node.keepArray === true) : closure
}

function settling(closure: Closure, keepArray: boolean): Closure {
  return (focus, frame) => settle(closure(focus, frame), keepArray)
}

/** Bindings of focus, place and parent (`@`, `#`, `%`) are the library's. */
function requireSimple(node: Node): void {
  const extras = [node.focus, node.index, node.ancestor]
  if (node.tuple === true || extras.some((extra) => extra !== undefined)) notCompiled()
  const isChanged = node.predicate !== undefined || node.group !== undefined
  if (isChanged && endsInTailCall(node)) notCompiled()
}

/** What the parser marked as the end of a function's body: the library filters the call, not its value. */
function endsInTailCall(node: Node | undefined): boolean {
  if (node === undefined) return false
  if (node.type === 'condition') return endsInTailCall(node.then) || endsInTailCall(node.else)
  if (node.type === 'block') return endsInTailCall(node.expressions?.at(-1))
  return node.type === 'lambda'
}
