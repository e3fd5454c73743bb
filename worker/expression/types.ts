import type { RequestContext } from '../context.ts'
import type { CallerReads } from './caller-reads.ts'
import type { Purse } from './meter.ts'

/** Where an author's expression stands in the configuration: a JSON Pointer. Used in problems. */
export type Pointer = string

/**
 * What expressions may read. Getters are lazy: `request.body` and `request.headers` cost only when used.
 * Secrets are never in scope.
 */
export interface Scope {
  readonly ctx: RequestContext
  /** The document being transformed; undefined outside transformations. */
  readonly body?: unknown
  /** What the calls of a batch ask for; undefined elsewhere. */
  readonly items?: readonly unknown[]
  /** One item of a list, where an operation asks about each. */
  readonly item?: unknown
  /** Work shared with other evaluations. Without it each evaluation has all of its own. */
  readonly purse?: Purse
}

/** A compiled expression. `evaluate` answers a value at once, or a promise when the library is needed. */
export interface Expression {
  readonly source: string
  /** Set when the source is a plain path such as request.params.id. */
  readonly path: readonly string[] | undefined
  /** Ids of the integrations whose result it reads; drives the order of calls. */
  readonly integrations: readonly string[]
  readonly readsRequestBody: boolean
  /** Whether it reads the document that is transformed. */
  readonly readsBody: boolean
  readonly caller: CallerReads
  /** Names it reads at the top of the scope. */
  readonly roots: readonly string[]
  /** Rejects with ExpressionError; the message never holds data. */
  evaluate(scope: Scope): unknown
}

/** Text with holes. A template without holes is constant and never awaits. */
export interface Template {
  readonly constant: string | undefined
  readonly parts: readonly (string | Expression)[]
  readonly integrations: readonly string[]
  readonly readsRequestBody: boolean
  readonly caller: CallerReads
  /** `encode` is applied to each hole, not to the literal text. */
  render(
    scope: Scope,
    encode?: (value: string, hole: Expression) => string,
  ): string | Promise<string>
}
