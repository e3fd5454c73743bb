/** What JSONata's parser makes, as far as it is read here. */
export interface Node {
  readonly type: string
  readonly value?: unknown
  readonly steps?: readonly Node[]
  readonly stages?: readonly Node[]
  readonly predicate?: readonly Node[]
  readonly expr?: Node
  readonly group?: unknown
  readonly focus?: unknown
  readonly index?: unknown
  readonly keepArray?: boolean
  readonly keepSingletonArray?: boolean
  readonly tuple?: boolean
  readonly lhs?: unknown
  readonly rhs?: unknown
  readonly pattern?: Node
  readonly update?: Node
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
