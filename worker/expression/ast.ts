/** What JSONata's parser makes, as far as it is read here. */
export interface Node {
  readonly type: string
  readonly value?: unknown
  readonly steps?: readonly Node[]
  readonly stages?: readonly Node[]
  readonly predicate?: readonly Node[]
  readonly expr?: Node
  readonly expression?: Node
  readonly expressions?: readonly Node[]
  readonly condition?: Node
  readonly then?: Node
  readonly else?: Node
  readonly procedure?: Node
  readonly arguments?: readonly Node[]
  readonly body?: Node
  readonly signature?: unknown
  readonly thunk?: boolean
  readonly terms?: readonly SortTerm[]
  readonly group?: Group
  readonly focus?: unknown
  readonly index?: unknown
  readonly ancestor?: unknown
  readonly consarray?: boolean
  readonly keepArray?: boolean
  readonly keepSingletonArray?: boolean
  readonly tuple?: boolean
  readonly lhs?: unknown
  readonly rhs?: unknown
  readonly pattern?: Node
  readonly update?: Node
}

/** Keys and values of an object constructor or of a grouping. */
export interface Group {
  readonly lhs: readonly (readonly [Node, Node])[]
}

export interface SortTerm {
  readonly descending?: boolean
  readonly expression: Node
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  )
}

/** Calls `visit` for a node and everything below it. */
export function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return
  if (isNode(value)) visit(value)
  for (const child of Object.values(value)) walk(child, visit)
}
