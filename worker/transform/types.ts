import type { RequestContext } from '../context.ts'
import type { CallerReads } from '../expression/index.ts'
import type { Rejection } from '../rejection.ts'

export interface TransformDeps {
  readonly pointer: string
}

/** A compiled rule: body in, body out; the input is never changed. */
export interface CompiledTransformation {
  readonly id: string
  readonly integrations: readonly string[]
  readonly readsRequestBody: boolean
  readonly caller: CallerReads
  apply(body: unknown, ctx: RequestContext): Promise<{ readonly body: unknown } | Rejection>
}
