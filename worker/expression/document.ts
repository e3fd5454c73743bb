import { isNode, type Node } from './ast.ts'

/** Makes `$` outside of paths and functions, and `$$` everywhere, stand for the document instead of the scope. */
export function aimAtDocument(ast: Node): void {
  aim(ast, true)
}

/** `atRoot`: the context of the node is the scope itself. */
function aim(value: unknown, atRoot: boolean): void {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return
  if (!isNode(value)) return Object.values(value).forEach((child) => aim(child, atRoot))
  if (value.type === 'variable') return aimVariable(value, atRoot)
  if (value.type === 'path') return aimPath(value, atRoot)
  // In what a transform finds and changes, `$` is what it found.
  const isOutside = atRoot && value.type !== 'transform'
  for (const child of Object.values(value)) aim(child, isOutside)
}

function aimVariable(node: Node, atRoot: boolean): void {
  const { predicate, group, ...rest } = node
  aim(predicate, false)
  aim(group, false)
  if (!isWhole(node, atRoot)) return
  const stages = predicate === undefined ? {} : { stages: predicate }
  const step = { ...rest, ...documentStep, ...stages }
  Object.assign(node, { type: 'path', steps: [...rootSteps(node), step], value: undefined })
  // The library asks whether it is there, not what it is.
  Reflect.deleteProperty(node, 'predicate')
}

function aimPath(node: Node, atRoot: boolean): void {
  const steps = node.steps ?? []
  const [first] = steps
  for (const [index, step] of steps.entries()) {
    const { stages, predicate, ...rest } = step
    if (!(index === 0 && step.type === 'variable')) aim(rest, atRoot && index === 0)
    aim(stages, false)
    aim(predicate, false)
  }
  aim(node.group, false)
  if (first === undefined || first.type !== 'variable' || !isWhole(first, atRoot)) return
  const step = { ...first, ...documentStep }
  Object.assign(node, { steps: [...rootSteps(first), step, ...steps.slice(1)] })
}

const documentStep = { type: 'name', value: 'body' } as const

/** From `$$` the way leads over the scope, wherever it stands. */
function rootSteps({ value }: Node): readonly Node[] {
  return value === '$' ? [{ type: 'variable', value: '$' }] : []
}

function isWhole({ value }: Node, atRoot: boolean): boolean {
  return value === '$' || (value === '' && atRoot)
}
