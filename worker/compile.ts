import { defaultBudget } from '#contract/composition.ts'
import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Integration } from '#contract/integration-kinds.ts'
import type { Transformation } from '#contract/transformation.ts'

import { compileAuth } from './auth/index.ts'
import type { AuthPorts } from './auth/types.ts'
import { cache, compileCache } from './cache/index.ts'
import type { CachePorts } from './cache/types.ts'
import { mergeReads } from './expression/index.ts'
import { compileIdempotency } from './idempotency/index.ts'
import type { IdempotencyPorts } from './idempotency/types.ts'
import { compileHeaders } from './integrations/configured-headers.ts'
import { compose, type ComposedIntegration, isPlain } from './integrations/composed.ts'
import type { Databases } from './integrations/database/types.ts'
import { integrations } from './integrations/index.ts'
import { dependencyIssues } from './integrations/plan.ts'
import { type Recording, recorded } from './integrations/recorded.ts'
import type { ResiliencePorts } from './integrations/resilience/types.ts'
import { share } from './integrations/sharing/index.ts'
import { standbyIds, withAlternatives } from './integrations/standby.ts'
import type {
  Budget,
  CompiledIntegration,
  IntegrationDeps,
  Upstream,
} from './integrations/types.ts'
import type { WebhookPorts } from './integrations/webhook/types.ts'
import type { Pipeline } from './pipeline.ts'
import { Problem } from './problem.ts'
import { compileRateLimit, type RateLimitPorts } from './rate-limit/index.ts'
import { composeRespond, passesThrough, type RespondParts } from './respond.ts'
import { originIn } from './shared-uses.ts'
import { compileText } from './text-template.ts'
import { transform } from './transform/index.ts'
import type { Sandbox } from './transform/sandbox.ts'
import type { CompileSchema, CompiledTransformation } from './transform/types.ts'
import { compileSchema } from './validate/json-schema/index.ts'
import { validateRequest } from './validate/request.ts'
import { schemaOptions } from './validate/schema-options.ts'
import { validateResponse } from './validate/response-schema.ts'

/** What compiled pipelines need from the platform. */
export interface CompileDeps {
  readonly upstream: Upstream
  /** Undefined: configurations may use none. */
  readonly databases?: Databases
  readonly auth: AuthPorts
  readonly limits: RateLimitPorts
  readonly idempotency: IdempotencyPorts
  readonly cache: CachePorts
  /** Answers of tests are kept apart. Default: live. */
  readonly cacheSpace?: 'live' | 'test'
  readonly resilience: ResiliencePorts
  /** Where calls of integrations are noted. Default: nowhere. */
  readonly recording?: Recording
  /** What one request may use of the platform. Default: of the free plan. */
  readonly budget?: Budget
  readonly webhooks: WebhookPorts
  /** Undefined: code of authors cannot run here. */
  readonly sandbox?: Sandbox | undefined
}

/**
 * A checked configuration → the pipeline that runs it. The only file that knows all stages.
 * Throws Problem invalid_configuration at the first part that cannot work; check() lists all of them.
 */
export function compile(config: EndpointConfig, deps: CompileDeps, endpointId: string): Pipeline {
  const { rateLimit: limit } = config
  const { parts, all } = compileRespond(config, deps, endpointId)
  return {
    authenticate: compileAuthentication(config.authentication, deps.auth, endpointId),
    limit: compileLimits(limit, deps.limits, endpointId),
    validate: validateRequest(config, readsRequestBody(config, parts, all)),
    idempotency: compileIdempotency(config, deps.idempotency, endpointId),
    cache: compileCaching(config, { parts, all }, deps, endpointId),
    respond: validateResponse(config.validation.response, composeRespond(parts)),
    variables: config.variables,
  }
}

/** Throws Problem invalid_configuration. */
export function compileAuthentication(
  config: EndpointConfig['authentication'],
  ports: AuthPorts,
  endpointId: string,
): Pipeline['authenticate'] {
  return compileAuth(config, { ...ports, endpointId, pointer: '/authentication' })
}

/** Throws Problem invalid_configuration. */
export function compileLimits(
  config: EndpointConfig['rateLimit'],
  ports: RateLimitPorts,
  endpointId: string,
): Pipeline['limit'] {
  return compileRateLimit(config, { ...ports, endpointId, pointer: '/rateLimit' })
}

/** Undefined: nothing is remembered. Throws Problem invalid_configuration. */
export function compileCaching(
  config: EndpointConfig,
  { parts, all }: ReturnType<typeof compileRespond>,
  deps: CompileDeps,
  endpointId: string,
): Pipeline['cache'] {
  const { caching, response, validation } = config
  if (!caching.enabled || config.method !== 'GET') return undefined
  const { strategy, enabled: _, ...rest } = caching
  const tiers = cache.compile(strategy, { ...rest, type: strategy }, deps.cache)
  const isValidated = validation.response !== undefined && validation.response.mode !== 'off'
  const passesOn = passesThrough(parts) && response.status === undefined && !isValidated
  return compileCache(
    { config, tiers, caller: callerReads(parts, all), passesThrough: passesOn },
    {
      ports: deps.cache,
      endpointId,
      space: deps.cacheSpace ?? 'live',
      pointer: '/caching',
    },
  )
}

/** `all`: those that stand by shape answers too. */
function callerReads(parts: RespondParts, all: readonly CompiledIntegration[]) {
  return mergeReads([
    ...all,
    ...parts.requestRules,
    ...parts.responseRules,
    ...parts.headers.templates,
    ...(parts.body === undefined ? [] : [parts.body.template]),
  ])
}

function compileRespond(
  config: EndpointConfig,
  deps: CompileDeps,
  endpointId: string,
): { parts: RespondParts; all: readonly CompiledIntegration[] } {
  const rules = config.transformations.map((rule, at) => ({
    phase: rule.phase,
    compiled: compileTransformation(rule, at, deps, endpointId),
  }))
  const responseRules = rules.filter((r) => r.phase === 'response').map((r) => r.compiled)
  const requestRules = rules.filter((r) => r.phase === 'request').map((r) => r.compiled)
  const response = compileResponse(config.response)
  const standby = standbyIds(config.integrations)
  const called = config.integrations.filter(({ id }) => !standby.has(id))
  const asCalled = called.map((integration) => ({ isPlain: isPlain(integration) }))
  const streams = passesThrough({ ...response, integrations: asCalled, responseRules })
  const all: ComposedIntegration[] = config.integrations.map((integration, at) =>
    compileIntegration(integration, at, {
      ...deps,
      ...factsOf(config, endpointId),
      passesThrough: streams,
      other: (id) => all.find((other) => other.id === id),
      sharedId: originIn(config.shared ?? {}, integration.id)?.integration,
    }),
  )
  const integrations = withAlternatives(all).filter(({ id }) => !standby.has(id))
  const issues = dependencyIssues(integrations, '/integrations')
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  const { connections } = deps.budget ?? defaultBudget
  return { parts: { ...response, integrations, connections, requestRules, responseRules }, all }
}

/** What integrations must know of the rest of the configuration. */
export function factsOf(
  { method, request, idempotency }: Pick<EndpointConfig, 'method' | 'request' | 'idempotency'>,
  id: string,
): Pick<IntegrationDeps, 'endpoint' | 'maxRequestBytes'> {
  // With the stage on, its promise holds: at most once, unless the upstream itself knows the key.
  const trustsKeys = !idempotency.enabled || idempotency.upstreamIsIdempotent
  return { endpoint: { id, method, trustsKeys }, maxRequestBytes: request.maxBodyBytes }
}

/** Throws Problem invalid_configuration with everything that is wrong with this integration. */
export function compileIntegration(
  config: Integration,
  at: number,
  deps: CompileDeps & Omit<IntegrationDeps, 'pointer' | 'secrets' | 'budget'>,
): ComposedIntegration {
  const pointer = `/integrations/${at}`
  const { auth, budget = defaultBudget, recording, endpoint } = deps
  const { secrets } = auth
  const own = { ...deps, budget, secrets, pointer }
  return compose(config, pointer, () => {
    const compiled = share(config, integrations.compile(config.type, config, own), own)
    return recording === undefined ? compiled : recorded(compiled, config, recording, endpoint)
  })
}

/** Throws Problem invalid_configuration with everything that is wrong with this rule. */
export function compileTransformation(
  rule: Transformation,
  at: number,
  { sandbox, cacheSpace = 'live' }: Pick<CompileDeps, 'sandbox' | 'cacheSpace'>,
  endpointId: string,
): CompiledTransformation {
  return transform.compile(rule.type, rule, {
    pointer: `/transformations/${at}`,
    compileSchema: compileRuleSchema,
    sandbox,
    owner: `${cacheSpace}/${endpointId}`,
  })
}

/** The schemas of a rule, as those of requests: formats count. Throws SchemaFault. */
export const compileRuleSchema: CompileSchema = (schema) => compileSchema(schema, schemaOptions)

/** Throws Problem invalid_configuration. */
export function compileResponse(
  response: EndpointConfig['response'],
): Pick<RespondParts, 'status' | 'headers' | 'body'> {
  return {
    status: response.status,
    headers: compileHeaders(response.headers, '/response/headers'),
    body: response.body === undefined ? undefined : compileText(response.body, '/response/body'),
  }
}

/** True when the body must be kept: something beside the one integration that passes it on needs it. */
function readsRequestBody(
  config: EndpointConfig,
  parts: RespondParts,
  integrations: readonly CompiledIntegration[],
): boolean {
  const templates = [...parts.headers.templates, ...(parts.body ? [parts.body.template] : [])]
  return (
    config.validation.body !== undefined ||
    config.idempotency.enabled ||
    parts.requestRules.length > 0 ||
    integrations.filter((integration) => integration.passesRequestBody).length > 1 ||
    integrations.some((integration) => integration.readsRequestBody) ||
    templates.some((template) => template.readsRequestBody) ||
    parts.responseRules.some((rule) => rule.readsRequestBody)
  )
}
