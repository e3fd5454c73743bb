import type { EvaluationRequest } from '#contract/transformation-routes.ts'

import { type Principal, RequestContext } from '../context.ts'
import { Problem } from '../problem.ts'

type EvaluationScope = NonNullable<EvaluationRequest['scope']>

/** A request that nobody sent, with what expressions may read of it. Throws Problem invalid_input. */
export function evaluationContext(scope: EvaluationScope, nowMs: number): RequestContext {
  const { request = {}, variables = {}, integrations = {} } = scope
  const params = Object.entries(request.params ?? {})
  const ctx = new RequestContext({
    request: madeUp(request),
    requestId: 'test',
    clientIp: '',
    origin: 'http://test.invalid',
    path: request.path ?? '/',
    search: searchOf(request.query ?? {}),
    rawParams: Object.fromEntries(params.map(([name, value]) => [name, encodeURIComponent(value)])),
    variables,
    waitUntil: () => {},
    now: () => nowMs,
  })
  ctx.body = { value: request.body }
  // Whatever the author wants to try: expressions only read it.
  ctx.principal = scope.principal as Principal | undefined
  Object.assign(ctx.integrations, integrations)
  return ctx
}

function madeUp({ method, headers }: NonNullable<EvaluationScope['request']>): Request {
  try {
    return new Request('http://test.invalid/', { method: method ?? 'GET', headers: headers ?? {} })
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Write another request'
    const issues = [{ pointer: '/scope/request', code: 'unsendable_request', message }]
    throw new Problem('invalid_input', { issues })
  }
}

function searchOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  return search.size === 0 ? '' : `?${search.toString()}`
}
