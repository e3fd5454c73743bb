import { type HttpIntegration, httpIntegration } from '#contract/integration.ts'
import type { Issue } from '#contract/problem.ts'
import { deadlineMs } from '#contract/resilience.ts'

import type { RequestContext } from '../context.ts'
import { mergeReads } from '../expression/index.ts'
import type { Kind } from '../kind.ts'
import { Problem } from '../problem.ts'
import { isRejection, type Rejection } from '../rejection.ts'
import { compileAuthentication } from './authentication/index.ts'
import { compileHeaders } from './configured-headers.ts'
import { type CallPlan, hasBody, prepare } from './exchange.ts'
import { readForm, streamForm } from './forms.ts'
import { compileBody } from './outgoing-body.ts'
import { compileResilience, type Resilience } from './resilience/index.ts'
import { startNotes } from './resilience/notes.ts'
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
  compile,
} satisfies Kind<typeof httpIntegration, IntegrationDeps, CompiledIntegration>

function compile(config: HttpIntegration, deps: IntegrationDeps): CompiledIntegration {
  const { plan, resilience } = compileCall(config, deps)
  const fallback = resilience?.fallback
  const sources = [
    ...plan.url.templates,
    ...plan.headers.templates,
    ...plan.body.sources,
    ...(fallback?.sources ?? []),
  ]
  const passesRequestBody = plan.body.passesRequestBody && hasBody(plan.method)
  return {
    id: config.id,
    dependsOn: [...new Set(sources.flatMap((source) => source.integrations))],
    alternatives: fallback?.alternatives ?? [],
    hasFallback: fallback !== undefined,
    // A body that may be sent twice has to be kept.
    readsRequestBody:
      plan.authentication?.readsBody === true ||
      sources.some((source) => source.readsRequestBody) ||
      (passesRequestBody && resilience?.repeats === true),
    passesRequestBody: plan.body.passesRequestBody,
    caller: mergeReads(sources),
    prepare: (ctx, options) => prepare(plan, ctx, options),
    call: (ctx, options = {}) => perform({ plan, resilience, ctx, options }, streamForm),
    read: (ctx, options = {}) => perform({ plan, resilience, ctx, options }, readForm),
  }
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
  if (resilience === undefined)
    return form.attempt(outgoing, { limitMs: plan.onlyAttemptMs, signal: options.signal })
  const notes = startNotes(ctx, plan.config.id)
  return resilience.run({ ctx, outgoing, options, form, notes })
}

function withoutPrepared({ signal, document }: CallOptions): CallOptions {
  return { ...(signal && { signal }), ...(document && { document }) }
}

function compileCall(config: HttpIntegration, deps: IntegrationDeps) {
  const { pointer } = deps
  const issues: Issue[] = []
  const url = collect(issues, () => compileUrl(config.endpoint, config.query, pointer))
  const headers = collect(issues, () => compileHeaders(config.headers, `${pointer}/headers`))
  const body = collect(issues, () => compileBody(config.body, `${pointer}/body`, deps))
  const authentication = url && collect(issues, () => authenticate(config, deps, url))
  const resilience = collect(issues, () => compileResilience(config, deps))
  const refusal = url && deps.upstream.refusal(url.origin)
  if (refusal !== undefined) {
    issues.push({ pointer: `${pointer}/endpoint`, code: 'upstream_forbidden', message: refusal })
  }
  if (url === undefined || headers === undefined || body === undefined || issues.length > 0) {
    throw new Problem('invalid_configuration', { issues })
  }
  const boundHeaders = [...credentialHeaders, ...headers.names, ...(authentication?.headers ?? [])]
  const { expectedStatuses } = config
  const plan: CallPlan = {
    config,
    method: config.method ?? deps.endpoint.method,
    onlyAttemptMs: Math.min(config.timeout, deadlineMs(config)),
    url,
    headers,
    body,
    authentication,
    policy: {
      upstream: deps.upstream,
      redirects: config.redirects,
      subrequests: deps.budget.subrequests,
      boundHeaders,
    },
    passesThrough: deps.passesThrough,
    other: deps.other,
    expects: expectedStatuses.length === 0 ? () => true : statusMatcher(expectedStatuses),
  }
  return { plan, resilience }
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

/** Runs one part of the compilation and keeps what is wrong with it, so an author reads everything at once. */
function collect<T>(issues: Issue[], part: () => T): T | undefined {
  try {
    return part()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    issues.push(...(error.options.issues ?? []))
    return undefined
  }
}
