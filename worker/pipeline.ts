import type { RequestContext } from './context.ts'
import { isRejection, type Rejection } from './rejection.ts'
import { skipped, traced } from './trace.ts'

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

/** Runs the stages; a body found unacceptable while it was read decides, whatever came of that. */
export async function run(pipeline: Pipeline, ctx: RequestContext): Promise<Response | Rejection> {
  try {
    const answer = await runStages(pipeline, ctx)
    return ctx.refusal ?? answer
  } catch (error) {
    if (ctx.refusal !== undefined) return ctx.refusal
    throw error
  }
}

/** What happens to a request, in the order it happens. The order is a product decision, so it is written out. */
async function runStages(pipeline: Pipeline, ctx: RequestContext): Promise<Response | Rejection> {
  const refused =
    (await guard(ctx, 'authenticate', pipeline.authenticate)) ??
    (await guard(ctx, 'limit', pipeline.limit)) ??
    (await guard(ctx, 'validate', pipeline.validate))
  if (refused) return refused

  const { cache } = pipeline
  if (cache === undefined) {
    skipped(ctx, 'cache')
    return respond(pipeline, ctx)
  }
  const cached = await traced(
    ctx,
    'cache',
    'match',
    () => cache.match(ctx),
    (found) => ({ hit: found !== undefined }),
  )
  if (cached !== undefined) return cached
  const answer = await respond(pipeline, ctx)
  if (isRejection(answer)) return answer
  return traced(ctx, 'cache', 'store', () => cache.store(ctx, answer))
}

function guard(ctx: RequestContext, stage: string, check: Guard | undefined): ReturnType<Guard> {
  if (check === undefined) {
    skipped(ctx, stage)
    return undefined
  }
  return ctx.trace === undefined ? check(ctx) : traced(ctx, stage, stage, () => check(ctx))
}

function respond(
  pipeline: Pipeline,
  ctx: RequestContext,
): Response | Rejection | Promise<Response | Rejection> {
  if (ctx.trace === undefined) return pipeline.respond(ctx)
  return traced<Response | Rejection>(
    ctx,
    'respond',
    'respond',
    () => pipeline.respond(ctx),
    (answer) => ('status' in answer ? { status: answer.status } : {}),
  )
}
