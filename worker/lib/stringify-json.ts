import { hasSources, writeSource } from './exact-json.ts'

interface JsonLimits {
  /** Characters of text in keys and strings, and values, each counted as often as it is written. */
  readonly maxChars: number
  readonly maxNodes: number
  readonly maxDepth: number
}

/**
 * JSON text of a value, undefined when it would exceed a limit. Counts before it writes: an expression
 * can nest one shared value so often that a small object becomes gigabytes of text.
 */
export function stringifyJson(value: unknown, limits: JsonLimits): string | undefined {
  const budget = { chars: limits.maxChars, nodes: limits.maxNodes, isExact: false }
  // A value that JSON has no word for, such as a function, is null.
  if (!fits(value, limits.maxDepth, budget)) return undefined
  const text = budget.isExact ? JSON.stringify(value, writeSource) : JSON.stringify(value)
  return text ?? 'null'
}

interface Budget {
  chars: number
  nodes: number
  /** Some numbers are written as they were read. */
  isExact: boolean
}

function fits(value: unknown, depth: number, budget: Budget): boolean {
  budget.nodes -= 1
  if (typeof value === 'string') budget.chars -= value.length
  if (budget.nodes < 0 || budget.chars < 0 || depth < 0) return false
  if (typeof value !== 'object' || value === null) return true
  if (hasSources(value)) budget.isExact = true
  if (Array.isArray(value)) return value.every((item) => fits(item, depth - 1, budget))
  // Data has nothing to inherit. Lists of entries would cost as much as all the rest.
  for (const key in value) {
    budget.chars -= key.length
    if (!fits((value as Record<string, unknown>)[key], depth - 1, budget)) return false
  }
  return true
}
