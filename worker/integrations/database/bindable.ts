import { stringifyJson } from '../../lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from '../../limits.ts'
import type { BoundValue } from './types.ts'

/**
 * A value as a database takes it: lists and objects become JSON text, nothing becomes null. Undefined for
 * text that no column holds (a zero character, half a surrogate pair) and for what is too large.
 */
export function bindable(value: unknown): BoundValue | undefined {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return isStorable(value) ? value : undefined
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return stringifyJson(value, limits)
}

const limits = { maxChars: maxAnswerBytes, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth }

function isStorable(text: string): boolean {
  return text.length <= maxAnswerBytes && text.isWellFormed() && !text.includes('\0')
}
