import type { Node } from '../ast.ts'
import { plain } from '../plain.ts'
import type { Reads } from '../reads.ts'
import { materialise } from '../scope.ts'
import type { Scope } from '../types.ts'
import { Names } from './names.ts'
import { Run } from './run.ts'
import { compilePart, type Part } from './spine.ts'
import { NotCompiled } from './step-aside.ts'

/** An expression, or most of it, as closures. */
export interface Closures {
  /**
   * The result for an input document, as plain data; a promise of it when a part runs in the library.
   * Whatever it throws or rejects with means: the library must evaluate the expression afresh.
   */
  evaluate(input: object, now: number): unknown
}

/** The closures of a parsed expression. Undefined when nothing would be won by them. */
export function closuresOf(ast: Node): Closures | undefined {
  const part = partOf(ast)
  if (part === undefined || (part.waits && !part.gains)) return undefined
  const { closure, waits } = part
  return {
    evaluate(input, now) {
      const run = new Run(input, now)
      const value = closure(input, { run, values: [], outer: undefined })
      return waits ? Promise.resolve(value).then((settled) => plain(settled)) : plain(value)
    },
  }
}

function partOf(ast: Node): Part | undefined {
  try {
    return compilePart(ast, new Names())
  } catch (error) {
    // An expression that nests too deeply for closures runs in the library, or fails there.
    if (error instanceof NotCompiled || error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Evaluates by closures. An evaluation has no effects, so what they leave to the library it does from the
 * start: every error is the library's own.
 */
export function runFirst(
  closures: Closures,
  reads: Reads,
  interpret: (scope: Scope) => Promise<unknown>,
): (scope: Scope) => unknown {
  return (scope) => {
    let input: object
    try {
      input = materialise(scope, reads)
    } catch (error) {
      return Promise.reject(error)
    }
    try {
      const value = closures.evaluate(input, scope.ctx.now())
      return value instanceof Promise ? value.catch(() => interpret(scope)) : value
    } catch {
      return interpret(scope)
    }
  }
}
