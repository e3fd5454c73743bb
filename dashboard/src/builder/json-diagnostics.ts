import type { Issue } from '#contract/problem.ts'

import type { Diagnostic } from '../form/code-mirror.ts'
import { type JsonError, type JsonNode, parseJson, parseTree } from './json-text.ts'
import { segmentsOf } from './pointer.ts'

/** A range of a text. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** What an editor marks in a JSON text: where it breaks, or else each issue at the place its pointer names. */
export function diagnosticsOf(
  text: string,
  issues: readonly (Pick<Issue, 'pointer' | 'message'> & Partial<Pick<Diagnostic, 'severity'>>)[],
  whenBroken: (error: JsonError) => string,
): Diagnostic[] {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    const { offset } = parsed.error
    const message = whenBroken(parsed.error)
    return [{ from: Math.max(0, offset - 1), to: offset + 1, severity: 'error', message }]
  }
  const root = parseTree(text)
  return issues.map(({ pointer, message, severity = 'error' }) => ({
    ...rangeIn(root, pointer),
    severity,
    message: `${pointer === '' ? '' : `${pointer}: `}${message}`,
  }))
}

/** The place of a text that a pointer names, or the nearest one around it. */
export const rangeOf = (text: string, pointer: string): TextRange =>
  rangeIn(parseTree(text), pointer)

/** A scalar is marked itself; of an object or a list only its name, so that the mark stays on one line. */
function rangeIn(root: JsonNode | undefined, pointer: string): TextRange {
  let range = { from: root?.start ?? 0, to: (root?.start ?? 0) + 1 }
  let node = root
  for (const segment of segmentsOf(pointer)) {
    const member = node?.children.findLast(({ key }) => key === segment)
    if (member === undefined) break
    node = member.node
    const isNamed = member.keyStart < node.start
    const nameEnd = member.keyStart + JSON.stringify(member.key).length
    if (node.kind === 'scalar') range = { from: node.start, to: node.end }
    else range = { from: member.keyStart, to: isNamed ? nameEnd : node.start + 1 }
  }
  return range
}
