import { walk, type Node } from '../ast.ts'
import { type Interpreter, interpreterOfNode } from '../interpreter.ts'
import { valueAt } from './frames.ts'
import type { Names, Variable } from './names.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import type { Closure } from './types.ts'
import { requireData } from './values.ts'

/** Nodes whose value is a function: no data for closures. */
const functions = new Set(['regex', 'lambda', 'partial', 'transform'])

/**
 * A part that the library runs, at a place where the focus is the input document. It gets the variables it
 * names. Throws NotCompiled when it cannot be cut out: it names a function of the closures, or binds a
 * variable of a block around it.
 */
export function fragment(node: Node, names: Names): Closure {
  if (functions.has(node.type) || bindsOutside(node)) notCompiled()
  const variables = variablesOf(node, names)
  let interpreter: Interpreter | undefined
  return async (_focus, frame) => {
    interpreter ??= interpreterOfNode(node)
    const values = [...variables].map(([name, variable]) => [name, valueAt(frame, variable)])
    const { root, meter } = frame.run
    const value = await interpreter.evaluatePart(root, Object.fromEntries(values), meter)
    requireData(value)
    return typeof value === 'function' ? stepAside() : value
  }
}

function variablesOf(node: Node, names: Names): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>()
  walk(node, ({ type, value }) => {
    if (type !== 'variable') return
    const variable = names.resolve(String(value))
    if (variable === undefined) return
    if (variable.isFunction) notCompiled()
    found.set(String(value), variable)
  })
  return found
}

/** Whether a binding stands outside of every block and function of the node. */
function bindsOutside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return false
  const { type } = value as Partial<Node>
  if (type === 'bind') return true
  if (type === 'block' || type === 'lambda') return false
  return Object.values(value).some(bindsOutside)
}
