import type { Node } from '../../expression/ast.ts'

/** How a message calls what a node reads: `body.items.price`, or `this`. */
export function nameOf(node: Node): string {
  if (node.type === 'variable') return `$${String(node.value)}`
  if (node.type === 'string') return JSON.stringify(node.value)
  if (node.type !== 'path') return 'this'
  const names = (node.steps ?? []).map((step) =>
    step.type === 'name' || step.type === 'variable' ? stepName(step) : undefined,
  )
  return names.every((name) => name !== undefined) ? names.join('.') : 'this'
}

function stepName({ type, value }: Node): string {
  return type === 'variable' ? `$${String(value)}` : String(value)
}
