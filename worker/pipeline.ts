import type { RequestContext } from './context.ts'
import { isRejection, type Rejection } from './rejection.ts'

/** Lets the request pass (undefined) or refuses it. Synchronous where nothing awaits. */
export type Guard = (ctx: RequestContext) => Rejection | undefined | Promise<Rejection | undefined>

/** Produces the answer: integrations, workflow and transformations, composed by compile.ts. */
export type Respond = (ctx: RequestContext) => Promise<Response | Rejection>

/** Remembers answers. */
export interface Cache {
  match(ctx: RequestContext): Response | undefined | Promise<Response | undefined>
  store(ctx: RequestContext, response: Response): Response | Promise<Response>
}

/** One published endpoint, ready to run. Built once per version by compile.ts; `undefined` = the stage does nothing. */
export interface Pipeline {
  readonly authenticate: Guard | undefined
  readonly limit: Guard | undefined
  readonly validate: Guard | undefined
  readonly cache: Cache | undefined
  readonly respond: Respond
  readonly variables: Readonly<Record<string, unknown>>
}

/** What happens to a request, in the order it happens. The order is a product decision, so it is written out. */
export async function run(pipeline: Pipeline, ctx: RequestContext): Promise<Response | Rejection> {
  const refused =
    (pipeline.authenticate && (await pipeline.authenticate(ctx))) ??
    (pipeline.limit && (await pipeline.limit(ctx))) ??
    (pipeline.validate && (await pipeline.validate(ctx)))
  if (refused) return refused

  const { cache } = pipeline
  if (cache === undefined) return pipeline.respond(ctx)

  const cached = await cache.match(ctx)
  if (cached !== undefined) return cached
  const answer = await pipeline.respond(ctx)
  return isRejection(answer) ? answer : cache.store(ctx, answer)
}
