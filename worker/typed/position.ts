import type { Node } from '../expression/ast.ts'
import { isNode } from '../expression/ast.ts'

/** Where a node is shown in its source, from 0: its beginning, of a path of names the last. The parser says where tokens end. */
export function startOf(node: Node, source: string): number | undefined {
  const first = firstOf(node)
  if (first !== undefined) return startOf(first, source)
  const end = 'position' in node ? Number(node.position) : undefined
  return end === undefined ? undefined : end - lengthOf(node, source, end)
}

/** The part that is shown for the whole. */
function firstOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'path':
      return node.steps?.every(({ type }) => type === 'name') ? node.steps.at(-1) : node.steps?.[0]
    case 'binary':
    case 'apply':
    case 'bind':
      return isNode(node.lhs) ? node.lhs : undefined
    case 'condition':
      return node.condition
    case 'function':
    case 'partial':
      return node.procedure
    default:
      return undefined
  }
}

function lengthOf(node: Node, source: string, end: number): number {
  const { type, value } = node
  if (type === 'lambda') return source.slice(0, end).endsWith('function(') ? 9 : 2
  const quote = source[end - 1] ?? ''
  if ((type === 'name' || type === 'string') && '"\'`'.includes(quote))
    return end - openingQuote(source, quote, end - 1)
  if (type === 'variable') return nameEnds(source, `$${String(value)}`, end)
  if (type === 'number')
    return /[-\d.eE+]*$/.exec(source.slice(Math.max(0, end - 30), end))?.[0].length ?? 1
  return nameEnds(source, String(value), end)
}

function nameEnds(source: string, name: string, end: number): number {
  return source.endsWith(name, end) ? name.length : 1
}

function openingQuote(source: string, quote: string, closing: number): number {
  let at = source.lastIndexOf(quote, closing - 1)
  while (at > 0 && source[at - 1] === '\\') at = source.lastIndexOf(quote, at - 1)
  return Math.max(0, at)
}
