import { closuresOf } from '#worker/expression/closures/index.ts'
import { ExpressionError } from '#worker/expression/error.ts'
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
  const { value, failure, isSpoilt } = await outcome(interpreter, { body: structuredClone(body) })
  const isValue = failure === undefined
  const isAgreed = ours === undefined || ours === value || isSpoilt
  // Closures take fewer steps, so they may get where the library does not.
  if (isAgreed || failure === 'fuel') return { isValue, by }
  return { isValue, by, difference: { library: value, closures: ours ?? '' } }
}

function parse(source: string): Interpreter | undefined {
  try {
    return interpreterOf(source)
  } catch {
    return undefined
  }
}

/** `isSpoilt`: the library wrote into a list it was to group, because it was empty. What follows is no measure. */
async function outcome(interpreter: Interpreter, input: object) {
  let isSpoilt = false
  const { push } = Array.prototype
  // oxlint-disable-next-line no-extend-native -- for the time of one evaluation: nothing else tells
  Array.prototype.push = function watched(this: unknown[], ...items) {
    const isMade = Object.hasOwn(this, 'push')
    if (!isMade && this.length === 0 && items.length === 1 && items[0] === undefined)
      isSpoilt = true
    return push.apply(this, items)
  }
  try {
    return { value: written(await interpreter.evaluate(input, now)), isSpoilt }
  } catch (error) {
    const failure = error instanceof ExpressionError ? error.code : 'bug'
    return { value: String(error), failure, isSpoilt }
  } finally {
    // oxlint-disable-next-line no-extend-native -- as it was
    Array.prototype.push = push
  }
}

/** Exact: order of members, missing values, infinities, marks left on lists. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (Array.isArray(part) && ('sequence' in part || 'cons' in part))
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
