import type { Node } from '../ast.ts'
import { ExpressionError } from '../error.ts'
import { plain } from '../plain.ts'
import type { Reads } from '../reads.ts'
import { materialise } from '../scope.ts'
import type { Scope } from '../types.ts'
import { Names } from './names.ts'
import { Run } from './run.ts'
import { compileSpine } from './spine.ts'

/** An expression, or most of it, as closures. */
export interface Closures {
  /**
   * The result for an input document, as plain data; a promise of it when a part runs in the library.
   * Whatever it throws or rejects with means: the library must evaluate the expression afresh.
   */
  evaluate(input: object, now: number): unknown
}

/** The closures of a parsed expression. Undefined when the library must run all of it. */
export function closuresOf(ast: Node): Closures | undefined {
  const part = compileSpine(ast, new Names())
  return (
    part && {
      evaluate(input, now) {
        const value = part.closure(input, {
          run: new Run(input, now),
          values: [],
          outer: undefined,
        })
        return part.waits ? Promise.resolve(value).then(plain) : plain(value)
      },
    }
  )
}

/**
 * Evaluates by closures. An evaluation has no effects, so what they leave to the library it does from the
 * start: every error is the library's own. A limit that a part met in the library is not tried twice.
 */
export function runFirst(
  closures: Closures,
  reads: Reads,
  interpret: (scope: Scope) => Promise<unknown>,
): (scope: Scope) => unknown {
  return (scope) => {
    try {
      const value = closures.evaluate(materialise(scope, reads), scope.ctx.now())
      if (!(value instanceof Promise)) return value
      return value.catch((error: unknown) => {
        if (error instanceof ExpressionError && error.code !== 'failed') throw error
        return interpret(scope)
      })
    } catch {
      return interpret(scope)
    }
  }
}
