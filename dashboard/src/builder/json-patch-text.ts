import { type JsonNode, nodeAt, parseTree } from './json-text.ts'
import { segmentsOf } from './pointer.ts'

const STEP = 2

/**
 * Writes one value into a JSON text and leaves every other character as the author wrote it.
 * `undefined` removes. Missing parents are created as objects. `order` places a new key among known ones.
 */
export function patchText(
  text: string,
  pointer: string,
  value: unknown,
  order: readonly string[] = [],
): string {
  const root = parseTree(text)
  if (root === undefined) return text
  const segments = segmentsOf(pointer)
  if (segments.length === 0) return print(value ?? {}, 0)
  const target = nodeAt(root, segments)
  if (value === undefined) return target === undefined ? text : remove(text, root, segments)
  if (target !== undefined) {
    return splice(text, target.start, target.end, print(value, indentAt(text, target.start)))
  }
  return insert(text, root, segments, { value, order })
}

/** JSON as the dashboard writes it: two spaces. */
export function print(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, STEP) ?? 'null'
  return text.replaceAll('\n', `\n${' '.repeat(indent)}`)
}

interface Insertion {
  readonly value: unknown
  readonly order: readonly string[]
}

function insert(
  text: string,
  root: JsonNode,
  segments: readonly string[],
  { value, order }: Insertion,
): string {
  let depth = segments.length - 1
  while (depth > 0 && nodeAt(root, segments.slice(0, depth)) === undefined) depth--
  const parent = nodeAt(root, segments.slice(0, depth)) ?? root
  const key = segments[depth] ?? ''
  const wrapped = segments.slice(depth + 1).reduceRight((inner, name) => ({ [name]: inner }), value)
  if (parent.kind === 'scalar') {
    return splice(text, parent.start, parent.end, print({ [key]: wrapped }))
  }
  return insertMember(text, parent, key, { value: wrapped, order: depth === 0 ? order : [] })
}

function insertMember(text: string, parent: JsonNode, key: string, what: Insertion): string {
  const indent = indentAt(text, parent.start) + STEP
  const member =
    (parent.kind === 'object' ? `${JSON.stringify(key)}: ` : '') + print(what.value, indent)
  const before = predecessor(parent, key, what.order)
  const pad = `\n${' '.repeat(indent)}`
  if (before !== undefined) return splice(text, before, before, `,${pad}${member}`)
  const first = parent.children[0]
  if (first !== undefined) return splice(text, first.keyStart, first.keyStart, `${member},${pad}`)
  const close = `\n${' '.repeat(indent - STEP)}`
  return splice(text, parent.start + 1, parent.end - 1, `${pad}${member}${close}`)
}

/** End of the member after which a new key belongs; undefined: it goes first. */
function predecessor(parent: JsonNode, key: string, order: readonly string[]): number | undefined {
  const rank = order.indexOf(key)
  if (rank === -1) return parent.children.at(-1)?.node.end
  const earlier = parent.children.findLast((member) => {
    const other = order.indexOf(member.key)
    return other !== -1 && other < rank
  })
  return earlier?.node.end
}

function remove(text: string, root: JsonNode, segments: readonly string[]): string {
  const parent = nodeAt(root, segments.slice(0, -1)) ?? root
  const index = parent.children.findLastIndex((member) => member.key === segments.at(-1))
  const member = parent.children[index]
  if (member === undefined) return text
  const previous = parent.children[index - 1]
  const next = parent.children[index + 1]
  if (previous !== undefined) return splice(text, previous.node.end, member.node.end, '')
  if (next !== undefined) return splice(text, member.keyStart, next.keyStart, '')
  return splice(text, parent.start + 1, parent.end - 1, '')
}

function indentAt(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return /^ */.exec(text.slice(lineStart))?.[0].length ?? 0
}

const splice = (text: string, start: number, end: number, replacement: string): string =>
  text.slice(0, start) + replacement + text.slice(end)
