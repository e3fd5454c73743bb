import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Integration } from '#contract/integration-kinds.ts'
import type { Transformation } from '#contract/transformation.ts'

import { compileAuth } from './auth/index.ts'
import type { AuthPorts } from './auth/types.ts'
import { cache } from './cache/index.ts'
import { compileIdempotency } from './idempotency/index.ts'
import type { IdempotencyPorts } from './idempotency/types.ts'
import { compileHeaders } from './integrations/configured-headers.ts'
import type { Databases } from './integrations/database/types.ts'
import { integrations } from './integrations/index.ts'
import { dependencyIssues } from './integrations/plan.ts'
import type { CompiledIntegration, IntegrationDeps, Upstream } from './integrations/types.ts'
import type { Pipeline } from './pipeline.ts'
import { Problem } from './problem.ts'
import { compileRateLimit, type RateLimitPorts } from './rate-limit/index.ts'
import { composeRespond, passesThrough, type RespondParts } from './respond.ts'
import { compileText } from './text-template.ts'
import { transform } from './transform/index.ts'
import { validateRequest } from './validate/request.ts'
import { validateResponse } from './validate/response-schema.ts'

/** What compiled pipelines need from the platform. */
export interface CompileDeps {
  readonly upstream: Upstream
  /** Undefined: configurations may use none. */
  readonly databases?: Databases
  readonly auth: AuthPorts
  readonly limits: RateLimitPorts
  readonly idempotency: IdempotencyPorts
}

/**
 * A checked configuration → the pipeline that runs it. The only file that knows all stages.
 * Throws Problem invalid_configuration at the first part that cannot work; check() lists all of them.
 */
export function compile(config: EndpointConfig, deps: CompileDeps, endpointId: string): Pipeline {
  const { rateLimit: limit, caching } = config
  const parts = compileRespond(config, deps)
  const cacheKind = caching.enabled ? caching.strategy : 'none'
  return {
    authenticate: compileAuthentication(config.authentication, deps.auth, endpointId),
    limit: compileLimits(limit, deps.limits, endpointId),
    validate: validateRequest(config, readsRequestBody(config, parts)),
    idempotency: compileIdempotency(config, deps.idempotency, endpointId),
    cache: cache.compile(cacheKind, { ...caching, type: cacheKind }, { pointer: '/caching' }),
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

function compileRespond(config: EndpointConfig, deps: CompileDeps): RespondParts {
  const rules = config.transformations.map((rule, at) => ({
    phase: rule.phase,
    compiled: compileTransformation(rule, at),
  }))
  const responseRules = rules.filter((r) => r.phase === 'response').map((r) => r.compiled)
  const response = compileResponse(config.response)
  const streams = passesThrough({ ...response, integrations: config.integrations, responseRules })
  const maxRequestBytes = config.request.maxBodyBytes
  const compiled = config.integrations.map((integration, at) =>
    compileIntegration(integration, at, { ...deps, passesThrough: streams, maxRequestBytes }),
  )
  const issues = dependencyIssues(compiled, '/integrations')
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  const requestRules = rules.filter((r) => r.phase === 'request').map((r) => r.compiled)
  return { ...response, integrations: compiled, requestRules, responseRules }
}

/** Throws Problem invalid_configuration with everything that is wrong with this integration. */
export function compileIntegration(
  config: Integration,
  at: number,
  deps: Omit<IntegrationDeps, 'pointer'>,
): CompiledIntegration {
  return integrations.compile(config.type, config, { ...deps, pointer: `/integrations/${at}` })
}

/** Throws Problem invalid_configuration with everything that is wrong with this rule. */
export function compileTransformation(
  rule: Transformation,
  at: number,
): ReturnType<typeof transform.compile> {
  return transform.compile(rule.type, rule, { pointer: `/transformations/${at}` })
}

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
function readsRequestBody(config: EndpointConfig, parts: RespondParts): boolean {
  const templates = [...parts.headers.templates, ...(parts.body ? [parts.body.template] : [])]
  return (
    config.validation.body !== undefined ||
    config.idempotency.enabled ||
    parts.requestRules.length > 0 ||
    parts.integrations.filter((integration) => integration.passesRequestBody).length > 1 ||
    parts.integrations.some((integration) => integration.readsRequestBody) ||
    templates.some((template) => template.readsRequestBody) ||
    parts.responseRules.some((rule) => rule.readsRequestBody)
  )
}
