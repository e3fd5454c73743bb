import type { EndpointMethod } from '#contract/endpoint.ts'
import type { TestRequest, TestResult } from '#contract/trace.ts'

import { finishAnswer, withoutBody } from './answer.ts'
import { RequestContext, type TraceRecorder } from './context.ts'
import { type Pipeline, run } from './pipeline.ts'
import { Problem } from './problem.ts'
import { isRejection, reject, type Rejection } from './rejection.ts'
import { readTarget } from './request-target.ts'
import { buildRouter } from './route/router.ts'
import { traced, traceRecorder } from './trace.ts'
import type { WaitUntil } from './lib/wait-until.ts'

/** Cannot be resolved by anyone (RFC 6761), so a made-up request is never mistaken for a real one. */
const testOrigin = 'http://test.invalid'
const maxShownBytes = 262_144

/** A request that an author makes up for an endpoint. */
export interface MadeUp {
  readonly endpoint: { readonly method: string; readonly path: string }
  readonly request: TestRequest
  readonly pipeline: Pick<Pipeline, 'variables'>
}

interface Subject extends MadeUp {
  readonly pipeline: Pipeline
}

interface Call {
  readonly request: Request
  readonly requestId: string
  readonly waitUntil: WaitUntil
}

export interface TestRunDeps {
  readonly basePath: string
  readonly now: () => number
  readonly newRequestId: () => string
  readonly waitUntil: WaitUntil
  /** The answer callers see instead of a rejection or an exception. */
  readonly fail: (call: Call, error: unknown) => Response
}

/**
 * Runs a pipeline on a made-up request and tells what every stage did. Throws Problem invalid_input when
 * the request cannot be made, such as a GET with a body.
 */
export async function runTest(subject: Subject, deps: TestRunDeps): Promise<TestResult> {
  const requestId = deps.newRequestId()
  const request = makeRequest(subject, deps.basePath)
  const call = { request, requestId, waitUntil: deps.waitUntil }
  const trace = traceRecorder(deps.now)
  const answer = await answerOf({ subject, call, trace }, deps)
  const shown = request.method === 'HEAD' ? withoutBody(answer, deps.waitUntil) : answer
  const body = await readShown(shown)
  return {
    requestId,
    durationMs: trace.now(),
    response: { status: shown.status, headers: Object.fromEntries(shown.headers), ...body },
    trace: trace.spans,
  }
}

interface MadeUpRun {
  readonly subject: MadeUp
  readonly call: Call
  readonly trace: TraceRecorder
}

interface Run extends MadeUpRun {
  readonly subject: Subject
}

async function answerOf(test: Run, deps: TestRunDeps): Promise<Response> {
  try {
    const ctx = contextOf(test, deps)
    if (isRejection(ctx)) return deps.fail(test.call, ctx)
    const result = await run(test.subject.pipeline, ctx)
    return isRejection(result)
      ? deps.fail(test.call, result)
      : finishAnswer(result, test.call.requestId, ctx.isProtected)
  } catch (error) {
    return deps.fail(test.call, error)
  }
}

/** The request as stages see it, or why no path of the endpoint fits it. */
export function contextOf(
  { subject, call, trace }: MadeUpRun,
  deps: Pick<TestRunDeps, 'basePath' | 'now' | 'waitUntil'>,
): RequestContext | Rejection {
  const init = {
    request:
      call.request.method === 'HEAD' ? new Request(call.request, { method: 'GET' }) : call.request,
    requestId: call.requestId,
    clientIp: '',
    origin: testOrigin,
    path: '/',
    search: '',
    rawParams: {},
    variables: subject.pipeline.variables,
    waitUntil: deps.waitUntil,
    now: deps.now,
    trace,
  }
  const found = traced(
    new RequestContext(init),
    'route',
    `${subject.endpoint.method} ${subject.endpoint.path}`,
    () => route(subject, call.request, deps.basePath),
    (match) => ('rawParams' in match ? { path: match.path, params: { ...match.rawParams } } : {}),
  )
  if (found instanceof Promise || isRejection(found)) return found as Rejection
  return new RequestContext({ ...init, ...found })
}

interface Found {
  readonly path: string
  readonly search: string
  readonly rawParams: Readonly<Record<string, string>>
}

function route(subject: MadeUp, request: Request, basePath: string): Found | Rejection {
  const target = readTarget(request, basePath)
  if (isRejection(target)) return target
  const method = subject.endpoint.method as EndpointMethod
  const entry = { endpointId: 'test', version: 0, method, path: subject.endpoint.path }
  const match = buildRouter([entry]).match(request.method, target.path)
  if (match === undefined)
    return reject('route_not_found', { detail: `The path does not fit ${subject.endpoint.path}` })
  if ('allow' in match) {
    const allow = match.allow.join(', ')
    return reject('method_not_allowed', {
      detail: `This path answers ${allow}`,
      headers: { allow },
    })
  }
  return { ...target, rawParams: match.rawParams }
}

/** Throws Problem invalid_input when there is no such request. */
export function makeRequest({ endpoint, request }: MadeUp, basePath: string): Request {
  const path = request.path ?? endpoint.path
  const url = new URL(`${testOrigin}${basePath}${path.startsWith('/') ? path : `/${path}`}`)
  for (const [name, value] of Object.entries(request.query)) url.searchParams.append(name, value)
  try {
    return new Request(url, {
      method: request.method ?? endpoint.method,
      headers: headersOf(request),
      ...(request.body === undefined ? {} : { body: bodyOf(request.body) }),
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Write another request'
    throw new Problem('invalid_input', {
      issues: [{ pointer: '/request', code: 'unsendable_request', message }],
    })
  }
}

function headersOf(request: TestRequest): Headers {
  const headers = new Headers(request.headers)
  if (request.body !== undefined && !headers.has('content-type'))
    headers.set(
      'content-type',
      typeof request.body === 'string' ? 'text/plain' : 'application/json',
    )
  return headers
}

function bodyOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

async function readShown(
  response: Response,
): Promise<Pick<TestResult['response'], 'body' | 'bodyEncoding' | 'truncated'>> {
  const { bytes, truncated } = await readUpTo(response.body, maxShownBytes)
  try {
    // `stream` forgives the character that the cut went through.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { body: decoder.decode(bytes, { stream: truncated }), bodyEncoding: 'utf-8', truncated }
  } catch {
    return { body: bytes.toString('base64'), bodyEncoding: 'base64', truncated }
  }
}

async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<{ bytes: Buffer; truncated: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (body !== null)
    for await (const chunk of body) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length > limitBytes) break
    }
  const truncated = length > limitBytes
  return { bytes: Buffer.concat(chunks).subarray(0, limitBytes), truncated }
}
