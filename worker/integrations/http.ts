import { type HttpIntegration, httpIntegration } from '#contract/integration.ts'
import type { Issue } from '#contract/problem.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { mergeReads } from '../expression/index.ts'
import type { Kind } from '../kind.ts'
import { Problem } from '../problem.ts'
import { isRejection, type Rejection } from '../rejection.ts'
import { compileAuthentication } from './authentication/index.ts'
import { collect } from '../collect-issues.ts'
import { compileHeaders } from './configured-headers.ts'
import { type CallPlan, hasBody, prepare } from './exchange.ts'
import { readForm, streamForm, writtenForm } from './forms.ts'
import { compileBody, type OutgoingBody } from './outgoing-body.ts'
import { carryOut, compileResilience, type Resilience } from './resilience/index.ts'
import { statusMatcher } from './resilience/status-matcher.ts'
import type { Answered, Form } from './resilience/types.ts'
import { credentialHeaders } from './send.ts'
import type { CallOptions, CompiledIntegration, IntegrationDeps } from './types.ts'
import { compileUrl, type UrlTemplate } from './url-template.ts'

/** One call to an HTTP service. See docs/kinds/integrations/http.md. */
export const http = {
  type: 'http',
  title: 'HTTP',
  config: httpIntegration,
  compile: (config, deps) => compileHttp(config, deps),
} satisfies Kind<typeof httpIntegration, IntegrationDeps, CompiledIntegration>

/** What a kind built on this one makes itself, instead of what its configuration would say. */
export interface HttpParts {
  readonly url?: (base: UrlTemplate) => UrlTemplate
  readonly body?: OutgoingBody
  /** The call changes nothing, although its method does not say so. */
  readonly isSafe?: boolean
  /** What a whole answer is worth: part of each attempt, so what it refuses may be retried or made up for. */
  readonly interpret?: (answer: IntegrationResult) => IntegrationResult | Rejection
}

/** Throws Problem invalid_configuration with everything that is wrong. */
export function compileHttp(
  config: HttpIntegration,
  deps: IntegrationDeps,
  parts: HttpParts = {},
): CompiledIntegration {
  const { plan, resilience } = compileCall(config, deps, parts)
  const callForm = plan.interpret === undefined ? streamForm : writtenForm
  const fallback = resilience?.fallback
  const sources = [
    ...plan.url.templates,
    ...plan.headers.templates,
    ...plan.body.sources,
    ...(fallback?.sources ?? []),
  ]
  return {
    id: config.id,
    dependsOn: [...new Set(sources.flatMap((source) => source.integrations))],
    alternatives: fallback?.alternatives ?? [],
    hasFallback: fallback !== undefined,
    readsRequestBody:
      sources.some((source) => source.readsRequestBody) || keepsRequestBody(plan, resilience),
    passesRequestBody: plan.body.passesRequestBody,
    caller: mergeReads(sources),
    prepare: (ctx, options) => prepare(plan, ctx, options),
    call: (ctx, options = {}) => perform({ plan, resilience, ctx, options }, callForm),
    read: (ctx, options = {}) => perform({ plan, resilience, ctx, options }, readForm),
  }
}

/** A body that is signed, or that may be sent twice, has to be kept. */
function keepsRequestBody(plan: CallPlan, resilience: Resilience | undefined): boolean {
  const passesBody = plan.body.passesRequestBody && hasBody(plan.method)
  return plan.authentication?.readsBody === true || (passesBody && resilience?.repeats === true)
}

/** One call, whatever form its answer is wanted in. */
interface Performance {
  readonly plan: CallPlan
  readonly resilience: Resilience | undefined
  readonly ctx: RequestContext
  readonly options: CallOptions
}

async function perform<T extends Answered>(
  { plan, resilience, ctx, options: given }: Performance,
  formOf: (plan: CallPlan, ctx: RequestContext, options: CallOptions) => Form<T>,
): Promise<T | Rejection> {
  const { prepared } = given
  const outgoing = prepared ?? (await prepare(plan, ctx, given))
  if (isRejection(outgoing)) return outgoing
  // What was made for this integration is not for those that stand in.
  const options = prepared === undefined ? given : withoutPrepared(given)
  const form = formOf(plan, ctx, options)
  return carryOut(resilience, plan.config, { ctx, outgoing, options, form })
}

function withoutPrepared(given: CallOptions): CallOptions {
  const { prepared: _, ...options } = given
  return options
}

function compileCall(config: HttpIntegration, deps: IntegrationDeps, parts: HttpParts) {
  const { pointer } = deps
  const issues: Issue[] = []
  const url = collect(issues, () => compileUrl(config.endpoint, config.query, pointer))
  const headers = collect(issues, () => compileHeaders(config.headers, `${pointer}/headers`))
  const compileOwnBody = () => compileBody(config.body, `${pointer}/body`, deps)
  const body = parts.body ?? collect(issues, compileOwnBody)
  const authentication = url && collect(issues, () => authenticate(config, deps, url))
  const resilience = collect(issues, () => compileResilience(config, deps))
  const refusal = url && deps.upstream.refusal(url.origin)
  if (refusal !== undefined) {
    issues.push({ pointer: `${pointer}/endpoint`, code: 'upstream_forbidden', message: refusal })
  }
  if (url === undefined || headers === undefined || body === undefined || issues.length > 0) {
    throw new Problem('invalid_configuration', { issues })
  }
  const { isSafe, interpret } = parts
  const made = { url: parts.url?.(url) ?? url, headers, body, authentication, isSafe, interpret }
  return { plan: planOf(config, deps, made), resilience }
}

type Made = 'url' | 'headers' | 'body' | 'authentication' | 'isSafe' | 'interpret'

function planOf(
  config: HttpIntegration,
  deps: IntegrationDeps,
  made: Pick<CallPlan, Made>,
): CallPlan {
  const { expectedStatuses, redirects } = config
  const boundHeaders = [
    ...credentialHeaders,
    ...made.headers.names,
    ...(made.authentication?.headers ?? []),
  ]
  return {
    ...made,
    config,
    method: config.method ?? deps.endpoint.method,
    policy: {
      upstream: deps.upstream,
      redirects,
      subrequests: deps.budget.subrequests,
      boundHeaders,
    },
    passesThrough: deps.passesThrough,
    other: deps.other,
    expects: expectedStatuses.length === 0 ? () => true : statusMatcher(expectedStatuses),
  }
}

function authenticate(config: HttpIntegration, deps: IntegrationDeps, url: UrlTemplate) {
  const { endpoint, query, redirects, id } = config
  const { origin } = url.origin
  const at = `${deps.pointer}/authentication`
  const own = { ...deps, integrationId: id, origin, redirects, pointer: at }
  const headers = Object.keys(config.headers).map((name) => name.toLowerCase())
  const configured = { headers, endpoint, query, pointer: deps.pointer }
  return compileAuthentication(config.authentication, own, configured)
}
