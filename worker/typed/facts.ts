import { isNode, type Node } from '../expression/ast.ts'

/** What of an expression must be known before its types are. */
export interface Facts {
  readonly bindings: ReadonlyMap<string, 'one' | 'ambiguous'>
  /** Nodes that ask whether something exists, or of which type it is. */
  readonly questions: ReadonlySet<Node>
  /** Somewhere `[]` makes a list of one, which may fall back to its item when a path hands it on. */
  readonly keepsLists: boolean
}

/** What stands in them is asked about, so it may well be missing. */
export const questions: ReadonlySet<string> = new Set(['exists', 'type'])

export function factsOf(ast: Node): Facts {
  const search = new Search()
  search.visit(ast, true)
  const { questions, keepsLists } = search
  return { bindings: search.bindings(), questions, keepsLists }
}

class Search {
  readonly questions = new Set<Node>()
  keepsLists = false
  private readonly seen = new Map<string, number>()
  private readonly parameters = new Set<string>()

  /** A name is told apart when one block gives it one value, and no function has it for a parameter. */
  bindings(): Map<string, 'one' | 'ambiguous'> {
    return new Map(
      [...this.seen].map(([name, times]) => [
        name,
        times === 1 && !this.parameters.has(name) ? 'one' : 'ambiguous',
      ]),
    )
  }

  /** True when it asks. `isStatement`: a block sees what it binds. */
  visit(value: unknown, isStatement: boolean): boolean {
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return false
    if (!isNode(value))
      return Object.values(value)
        .map((one) => this.visit(one, false))
        .some(Boolean)
    this.note(value, isStatement)
    const { expressions, ...others } = value
    const inner = [
      ...(expressions ?? []).map((one) => this.visit(one, value.type === 'block')),
      ...Object.values(others).map((one) => this.visit(one, false)),
    ]
    const asks = isQuestion(value) || inner.some(Boolean)
    if (asks) this.questions.add(value)
    return asks
  }

  private note(node: Node, isStatement: boolean): void {
    const { type, lhs, focus, index } = node
    this.keepsLists ||= node.keepArray === true || node.keepSingletonArray === true
    if (type === 'bind' && isNode(lhs)) this.bound(lhs.value, isStatement ? 1 : 2)
    for (const mark of [focus, index]) if (typeof mark === 'string') this.bound(mark, 2)
    if (type === 'lambda')
      for (const { value } of node.arguments ?? []) this.parameters.add(String(value))
  }

  private bound(name: unknown, times: number): void {
    this.seen.set(String(name), (this.seen.get(String(name)) ?? 0) + times)
  }
}

function isQuestion({ type, procedure }: Node): boolean {
  return (
    type === 'function' && procedure?.type === 'variable' && questions.has(String(procedure.value))
  )
}
