import type { Issue } from '#contract/problem.ts'
import type { TestRequest, TestResult } from '#contract/trace.ts'

import { finishAnswer, withoutBody } from './answer.ts'
import { compile, type CompileDeps } from './compile.ts'
import { RequestContext, valueOf } from './context.ts'
import type { CallLog } from './integrations/types.ts'
import { withLibrary } from './expression/index.ts'
import { tagsOfWrite } from './invalidate.ts'
import { type Answer, type Pipeline, run } from './pipeline.ts'
import { Problem, problemResponse } from './problem.ts'
import type { RecordedEntry, Recorder } from './recording/types.ts'
import { isRejection, reject, type Rejection } from './rejection.ts'
import { instanceOf, readTarget, type RequestTarget } from './request-target.ts'
import { Published } from './route/published.ts'
import type { RouteHit, RouteMiss, Router } from './route/router.ts'
import { createSnapshot, type Snapshot } from './route/snapshot.ts'
import type { ConfigSource, RouteEntry } from './route/types.ts'
import { runTest } from './test-run.ts'
import type { WaitUntil } from './lib/wait-until.ts'

export interface GatewayDeps {
  readonly source: ConfigSource
  readonly compileDeps: CompileDeps
  /** Where calls of integrations are noted. Default: nowhere. */
  readonly calls?: CallLog
  /** Asked for endpoints that are recorded just now. Default: none is. */
  readonly recorder?: Recorder
  readonly basePath: string
  readonly now: () => number
  readonly newRequestId: () => string
  /** Where failures go that callers must not see. */
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** The data plane. One per isolate. */
export interface Gateway {
  /** Answers a request whose path starts with the base path. Never rejects: failures are problem+json. */
  handle(request: Request, waitUntil: WaitUntil): Promise<Response>
  /** Makes this isolate see what was just published. */
  refresh(): Promise<void>
  /** Runs a pipeline that is not published, on a request made up by an author, and traces every stage. */
  test(
    pipeline: Pipeline,
    endpoint: { method: string; path: string },
    request: TestRequest,
    waitUntil: WaitUntil,
  ): Promise<TestResult>
}

const notFound = Object.freeze(reject('route_not_found'))
const noConfig = Object.freeze(reject('config_unavailable', { headers: { 'retry-after': '5' } }))

/** One request on its way: what every step below needs. */
interface Call {
  readonly request: Request
  readonly requestId: string
  readonly waitUntil: WaitUntil
}

export function createGateway(deps: GatewayDeps): Gateway {
  const plane = new DataPlane(deps)
  return {
    handle: (request, waitUntil) =>
      plane.handle({ request, requestId: deps.newRequestId(), waitUntil }),
    refresh: () => plane.snapshot.refresh(),
    test: (pipeline, endpoint, request, waitUntil) =>
      runTest(
        { pipeline, endpoint, request },
        { ...deps, waitUntil, fail: (call, error) => plane.fail(call, error) },
      ),
  }
}

class DataPlane {
  readonly #deps: GatewayDeps
  readonly #published: Published<Pipeline>
  readonly snapshot: Snapshot

  constructor(deps: GatewayDeps) {
    this.#deps = deps
    this.snapshot = createSnapshot(deps)
    this.#published = new Published({
      now: deps.now,
      load: (id, version) => this.#load(id, version),
    })
  }

  async handle(call: Call): Promise<Response> {
    let answer: Response
    try {
      const result = await this.#answer(call)
      answer = isRejection(result) ? this.fail(call, result) : result
    } catch (error) {
      answer = this.fail(call, error)
    }
    return call.request.method === 'HEAD' ? withoutBody(answer, call.waitUntil) : answer
  }

  async #answer(call: Call): Promise<Answer> {
    const target = readTarget(call.request, this.#deps.basePath)
    if (isRejection(target)) return target
    const known = this.snapshot.router(call.waitUntil)
    const router = known instanceof Promise ? await known : known
    if (router === undefined) return noConfig
    const { method } = call.request
    const match = router.match(method, target.path)
    if (match === undefined) return notFound
    if ('allow' in match) return refuseMethod(call, match)
    const { endpointId, version } = match.entry
    const compiled = this.#published.get(endpointId, version, call.waitUntil)
    const pipeline = compiled instanceof Promise ? await compiled : compiled
    if (pipeline === undefined) return noConfig
    const ctx = this.#contextOf(call, target, match, pipeline)
    const answer = await this.#run(pipeline, match.entry, ctx)
    if (ctx.findings.length > 0) this.#report(call, match.entry, ctx.findings)
    if (match.entry.method !== 'GET' && !isRejection(answer))
      this.#invalidate(ctx, match, router, answer)
    return isRejection(answer) ? answer : finishAnswer(answer, call.requestId, ctx.isProtected)
  }

  /** The route says whether requests are recorded: nearly always they are not. */
  #run(pipeline: Pipeline, entry: RouteEntry, ctx: RequestContext): Promise<Answer> {
    const { recordsUntil } = entry
    return recordsUntil === undefined
      ? run(pipeline, ctx)
      : this.#runRecorded(pipeline, { ...entry, recordsUntil }, ctx)
  }

  async #runRecorded(
    pipeline: Pipeline,
    entry: RecordedEntry,
    ctx: RequestContext,
  ): Promise<Answer> {
    const { recorder, now } = this.#deps
    const isOver = recorder === undefined || entry.recordsUntil <= now()
    return run(isOver ? pipeline : await recorder(pipeline, entry), ctx)
  }

  /** Before the answer leaves, this isolate has forgotten what the write made wrong. */
  #invalidate(ctx: RequestContext, match: RouteHit, router: Router, answer: Response): void {
    const { url } = ctx.request
    const base = ctx.origin + this.#deps.basePath
    const tags = tagsOfWrite({ ...match, answer, url, path: ctx.path, base, router })
    if (tags.length === 0) return
    // A purge that is never written is logged where it is tried.
    ctx.waitUntil(this.#deps.compileDeps.cache.purges.purge(tags).catch(() => undefined))
  }

  #report(
    { requestId }: Call,
    { endpointId, version }: RouteHit['entry'],
    issues: readonly Issue[],
  ): void {
    this.#deps.log('an answer is not what its endpoint promises', {
      requestId,
      endpointId,
      version,
      issues,
    })
  }

  #contextOf(
    { request, requestId, waitUntil }: Call,
    { headers, origin, path, search }: RequestTarget,
    { rawParams }: RouteHit,
    { variables }: Pipeline,
  ): RequestContext {
    return new RequestContext({
      request: request.method === 'HEAD' ? new Request(request, { method: 'GET' }) : request,
      requestId,
      clientIp: valueOf(headers, 'cf-connecting-ip') ?? '',
      headers,
      origin,
      path,
      search,
      rawParams,
      variables,
      waitUntil,
      now: this.#deps.now,
    })
  }

  async #load(endpointId: string, version: number): Promise<Pipeline | undefined> {
    try {
      const { source, compileDeps, calls: log } = this.#deps
      const config = await source.endpoint(endpointId, version)
      const deps = log === undefined ? compileDeps : { ...compileDeps, recording: { log, version } }
      return config && (await withLibrary(() => compile(config, deps, endpointId)))
    } catch (error) {
      this.#deps.log('a published endpoint could not be loaded', { endpointId, version, error })
      return undefined
    }
  }

  #refuse(call: Call, refusal: Rejection | Problem): Response {
    const internal = refusal instanceof Problem ? refusal.options.internal : refusal.internal
    const { requestId } = call
    if (internal !== undefined)
      this.#deps.log('a request was refused', { requestId, code: refusal.code, error: internal })
    const instance = instanceOf(call.request.url)
    return problemResponse(refusal, { requestId, instance, now: this.#deps.now() })
  }

  /** A rejection, a Problem or any exception as the answer that callers may see. */
  fail(call: Call, error: unknown): Response {
    return this.#refuse(
      call,
      isRejection(error) || error instanceof Problem
        ? error
        : reject('internal_error', { internal: error }),
    )
  }
}

function refuseMethod({ request, requestId }: Call, miss: RouteMiss): Answer {
  const allow = miss.allow.join(', ')
  if (request.method === 'OPTIONS')
    return finishAnswer(new Response(null, { status: 204, headers: { allow } }), requestId)
  return reject('method_not_allowed', {
    detail: `This path answers ${allow}`,
    headers: { allow },
  })
}
