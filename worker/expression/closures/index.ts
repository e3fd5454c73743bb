import type { Node } from '../ast.ts'
import { ExpressionError } from '../error.ts'
import type { Purse } from '../meter.ts'
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
  evaluate(input: object, now: number, purse?: Purse): unknown
}

/** The closures of a parsed expression. Undefined when the library must run all of it. */
export function closuresOf(ast: Node): Closures | undefined {
  const part = compileSpine(ast, new Names())
  return (
    part && {
      evaluate(input, now, purse) {
        const run = new Run(input, now, purse)
        const settle = () => run.meter.settle()
        let waits = false
        try {
          const value = part.closure(input, { run, values: [], outer: undefined })
          if (!part.waits) return plain(value)
          waits = true
          return Promise.resolve(value).then(plain).finally(settle)
        } finally {
          if (!waits) settle()
        }
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
      const value = closures.evaluate(materialise(scope, reads), scope.ctx.now(), scope.purse)
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
