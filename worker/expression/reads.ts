import { isNode, type Node } from './ast.ts'

/** What of the scope an expression may read, found without running it. Says too much rather than too little. */
export interface Reads {
  /** Ids of integrations; `*` when the expression decides at run time. */
  readonly integrations: ReadonlySet<string>
  /** Fields of `request`. */
  readonly request: ReadonlySet<string>
  /** Names of request headers; `*` when the expression decides at run time. */
  readonly headers: ReadonlySet<string>
  /** Roots of the scope. */
  readonly roots: ReadonlySet<string>
}

export const requestFields = ['method', 'path', 'params', 'query', 'headers', 'body'] as const
export const roots = ['request', 'principal', 'integrations', 'variables', 'body', 'item'] as const

interface Found {
  readonly integrations: Set<string>
  readonly request: Set<string>
  readonly headers: Set<string>
  readonly roots: Set<string>
}

export function readsOf(ast: Node): Reads {
  const found: Found = {
    integrations: new Set(),
    request: new Set(),
    headers: new Set(),
    roots: new Set(),
  }
  search(ast, true, found)
  return found
}

/** `atRoot`: the context of the node is the scope itself, not an item of some list. */
function search(value: unknown, atRoot: boolean, found: Found): void {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return
  if (isNode(value)) {
    if (value.type === 'path') return searchPath(value, atRoot, found)
    if (isWhole(value, atRoot)) addAll(found)
  }
  for (const child of Object.values(value)) search(child, atRoot, found)
}

/** The scope as a value: what is read of it cannot be known. */
function isWhole(node: Node, atRoot: boolean): boolean {
  if (node.type === 'variable') return node.value === '$' || (node.value === '' && atRoot)
  return atRoot && ['wildcard', 'descendant', 'parent'].includes(node.type)
}

function searchPath(node: Node, atRoot: boolean, found: Found): void {
  const steps = node.steps ?? []
  const start = isContext(steps[0]) ? 1 : 0
  const names = leadingNames(steps.slice(start))
  if (names.length > 0) addPath(names, found)
  else if (steps[0] !== undefined && isWhole(steps[0], atRoot)) addAll(found)
  for (const [index, step] of steps.entries()) {
    const { stages, predicate, ...rest } = step
    const isFirst = index === 0
    if (!(isFirst && start === 1) && step.type !== 'name') search(rest, atRoot && isFirst, found)
    search(stages, false, found)
    search(predicate, false, found)
  }
  search(node.group, false, found)
  search(node.predicate, false, found)
}

/** `$` and `$$` before a name: the path is still one of names. */
function isContext(step: Node | undefined): boolean {
  const plain = step?.stages === undefined && step?.predicate === undefined
  return step?.type === 'variable' && (step.value === '' || step.value === '$') && plain
}

function leadingNames(steps: readonly Node[]): string[] {
  const names: string[] = []
  for (const step of steps) {
    if (step.type !== 'name') break
    names.push(String(step.value))
    if (step.stages !== undefined || step.focus !== undefined || step.index !== undefined) break
  }
  return names
}

function addPath([root = '', second, third]: readonly string[], found: Found): void {
  found.roots.add(root)
  if (root === 'integrations') found.integrations.add(second ?? '*')
  if (root !== 'request') return
  if (second === undefined) for (const field of requestFields) found.request.add(field)
  else found.request.add(second)
  if (second === undefined || second === 'headers') found.headers.add(third ?? '*')
}

function addAll(found: Found): void {
  for (const root of roots) addPath([root], found)
}
