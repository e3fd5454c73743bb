import type { Node } from '../ast.ts'
import { workPerStep } from '../limits.ts'
import { block } from './block.ts'
import { binary } from './binary.ts'
import { apply, call, tailCall } from './call.ts'
import { condition } from './condition.ts'
import { filtered } from './filter.ts'
import { grouped } from './group.ts'
import { literal, name, variable, wildcard } from './leaves.ts'
import type { Names } from './names.ts'
import { path } from './path.ts'
import { isReady } from './ready.ts'
import { settle } from './sequence.ts'
import { notCompiled } from './step-aside.ts'
import type { Closure, Compile, Kind } from './types.ts'
import { unary } from './unary.ts'

/** Every kind of node that has closures. */
const kinds: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    string: literal,
    number: literal,
    value: literal,
    name,
    variable,
    wildcard,
    path,
    unary,
    binary,
    condition,
    block,
    function: call,
    apply,
    lambda: tailCall,
  }),
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
  return isReady(node) ? closure : step(closure, node.keepArray === true)
}

/** What every node is beside its kind: work that counts, and a value that is settled. */
function step(closure: Closure, keepArray: boolean): Closure {
  return (focus, frame) => {
    frame.run.meter.spend(workPerStep)
    return settle(closure(focus, frame), keepArray)
  }
}

/** Bindings of focus, place and parent (`@`, `#`, `%`) are the library's. */
function requireSimple(node: Node): void {
  const extras = [node.focus, node.index, node.ancestor]
  if (node.tuple === true || extras.some((extra) => extra !== undefined)) notCompiled()
}
