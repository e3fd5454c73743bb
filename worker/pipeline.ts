import type { RequestContext } from './context.ts'
import { ExpressionError } from './expression/index.ts'
import { isRejection, reject, type Rejection } from './rejection.ts'
import { skipped, traced } from './trace.ts'

/** What a pipeline comes to: the answer of the endpoint, or why there is none. */
export type Answer = Response | Rejection

/** Lets the request pass (undefined) or refuses it. Synchronous where nothing awaits. */
export type Guard = (ctx: RequestContext) => Rejection | undefined | Promise<Rejection | undefined>

/** Produces the answer: integrations, workflow and transformations, composed by compile.ts. */
export type Respond = (ctx: RequestContext) => Answer | Promise<Answer>

/** Answers from what is remembered, else by `produce`, and remembers what that gives. */
export type CacheStage = (ctx: RequestContext, produce: Respond) => Answer | Promise<Answer>

/** Answers a request at most once: runs what follows, or gives the answer that it gave before. */
export type Once = (
  ctx: RequestContext,
  next: () => Answer | Promise<Answer>,
) => Answer | Promise<Answer>

/** One published endpoint, ready to run. Built once per version by compile.ts; `undefined` = the stage does nothing. */
export interface Pipeline {
  readonly authenticate: Guard | undefined
  readonly limit: Guard | undefined
  readonly validate: Guard | undefined
  readonly idempotency: Once | undefined
  readonly cache: CacheStage | undefined
  readonly respond: Respond
  readonly variables: Readonly<Record<string, unknown>>
}

/** What happens to a request, and the headers that every answer has once limits were checked. */
export async function run(pipeline: Pipeline, ctx: RequestContext): Promise<Answer> {
  const answer = await runStages(pipeline, ctx)
  return ctx.rateLimit === undefined ? answer : withLimits(answer, ctx)
}

function withLimits(
  answer: Answer,
  { rateLimit = '', rateLimitPolicy = '' }: RequestContext,
): Answer {
  if (isRejection(answer)) {
    const headers = { ...answer.headers, ratelimit: rateLimit, 'ratelimit-policy': rateLimitPolicy }
    return { ...answer, headers }
  }
  // Headers of fetched answers cannot be written; those have a URL.
  const response = answer.url === '' ? answer : new Response(answer.body, answer)
  response.headers.set('ratelimit', rateLimit)
  response.headers.set('ratelimit-policy', rateLimitPolicy)
  return response
}

/** The order is a product decision, so it is written out. */
async function runStages(pipeline: Pipeline, ctx: RequestContext): Promise<Answer> {
  const refused =
    (await guard(ctx, 'authenticate', pipeline.authenticate)) ??
    (await guard(ctx, 'limit', pipeline.limit)) ??
    (await guard(ctx, 'validate', pipeline.validate))
  if (refused) return refused

  const { idempotency } = pipeline
  if (idempotency === undefined) {
    skipped(ctx, 'idempotency')
    return produce(pipeline, ctx)
  }
  return idempotency(ctx, () => produce(pipeline, ctx))
}

function produce(pipeline: Pipeline, ctx: RequestContext): Answer | Promise<Answer> {
  const { cache } = pipeline
  if (cache !== undefined) return cache(ctx, (asked) => respond(pipeline, asked))
  skipped(ctx, 'cache')
  return respond(pipeline, ctx)
}

function guard(ctx: RequestContext, stage: string, check: Guard | undefined): ReturnType<Guard> {
  if (check === undefined) {
    skipped(ctx, stage)
    return undefined
  }
  return ctx.trace === undefined ? check(ctx) : tracedGuard(ctx, stage, check)
}

function tracedGuard(ctx: RequestContext, stage: string, check: Guard): ReturnType<Guard> {
  ctx.decision = undefined
  return traced(
    ctx,
    stage,
    stage,
    () => check(ctx),
    () => ({ ...ctx.decision }),
  )
}

function respond(pipeline: Pipeline, ctx: RequestContext): Answer | Promise<Answer> {
  if (ctx.trace === undefined) return settled(pipeline.respond, ctx)
  return traced<Answer>(
    ctx,
    'respond',
    'respond',
    () => settled(pipeline.respond, ctx),
    (answer) => ('status' in answer ? { status: answer.status } : {}),
  )
}

/**
 * A body that was found unacceptable while something read it decides, whatever came of that. A failed
 * expression is a refusal; everything else that is thrown is a defect and stays one.
 */
async function settled(produce: Respond, ctx: RequestContext): Promise<Answer> {
  try {
    const answer = await produce(ctx)
    return ctx.refusal ?? answer
  } catch (error) {
    if (ctx.refusal !== undefined) return ctx.refusal
    if (!(error instanceof ExpressionError)) throw error
    return reject('expression_failed', { detail: error.message, internal: error })
  }
}
