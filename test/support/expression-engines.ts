import { closuresOf } from '#worker/expression/closures/index.ts'
import { type Interpreter, interpreterOf } from '#worker/expression/interpreter.ts'

import type { Sample } from './random-expressions.ts'

/** What the closures and the library made of one expression. */
export interface Comparison {
  /** The library gave a value. */
  readonly isValue: boolean
  /** Closures gave it, without the library, with its help, or not at all. */
  readonly by: 'closures' | 'both' | 'library'
  /** Set when they differ. */
  readonly difference?: { readonly library: string; readonly closures: string }
}

const now = 86_400_000

/** Evaluates with both. Undefined for a source the parser refuses. */
export async function compare({ source, body }: Sample): Promise<Comparison | undefined> {
  const interpreter = parse(source)
  if (interpreter === undefined) return undefined
  const closures = closuresOf(interpreter.ast)
  let by: Comparison['by'] = 'library'
  let ours: string | undefined
  try {
    const value = closures?.evaluate(frozen({ body: structuredClone(body) }), now)
    if (closures !== undefined) {
      ours = written(await value)
      by = value instanceof Promise ? 'both' : 'closures'
    }
  } catch {
    // They step aside: the library decides.
  }
  const input = { body: structuredClone(body) }
  const { value, isValue } = await outcome(interpreter, input)
  // Grouping an empty list, the library writes into the list: what comes after is no measure.
  const isSpoilt = written(input.body) !== written(body)
  if (ours === undefined || ours === value || isSpoilt) return { isValue, by }
  return { isValue, by, difference: { library: value, closures: ours } }
}

function parse(source: string): Interpreter | undefined {
  try {
    return interpreterOf(source)
  } catch {
    return undefined
  }
}

async function outcome(interpreter: Interpreter, input: object) {
  try {
    return { value: written(await interpreter.evaluate(input, now)), isValue: true }
  } catch (error) {
    return { value: String(error), isValue: false }
  }
}

/** Exact: order of members, missing values, infinities, marks left on lists. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (Array.isArray(part) && Object.keys(part).length !== part.length)
        return { marked: [...part] }
      return typeof part === 'number' && !Number.isFinite(part) ? `number ${part}` : part
    }) ?? 'nothing'
  )
}

/** Closures must not touch what they read. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
