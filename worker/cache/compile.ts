import type { EndpointConfig } from '#contract/endpoint.ts'

import { compileExpression, type CallerReads, type Expression } from '../expression/index.ts'
import { hashParts } from '../lib/hash-parts.ts'
import type { CacheStage } from '../pipeline.ts'
import { Problem } from '../problem.ts'
import { entryReader } from './entry.ts'
import { Flights } from './flights.ts'
import { compileKey, type KeyRules } from './key.ts'
import { compileShare } from './share.ts'
import { compileStage } from './stage.ts'
import { tagsOf } from './tags.ts'
import type { Tiers } from './tiers.ts'
import type { CacheDeps } from './types.ts'

/** What the cache has to know of the rest of an endpoint. */
export interface Cached {
  readonly config: EndpointConfig
  readonly tiers: Tiers
  /** What its expressions read of the caller. */
  readonly caller: CallerReads
  /** Conditional requests reach the service, and its 304 comes back. */
  readonly passesThrough: boolean
}

/** Undefined: nothing is cached. Throws Problem invalid_configuration. */
export function compileCache(cached: Cached, deps: CacheDeps): CacheStage | undefined {
  const { config, tiers, caller, passesThrough } = cached
  const { caching } = config
  const { ports, endpointId, pointer } = deps
  const { expression, reads, isPartitioned } = compileTelling(config, caller, pointer)
  const keyHeaders = caching.keyHeaders.map((name) => name.toLowerCase())
  const rules: KeyRules = {
    scope: hashParts(deps.space, endpointId, shapeOf(config)),
    isPartitioned,
    readsPrincipal: reads.principal,
    headers: [...new Set([...keyHeaders, ...reads.headers])].sort(),
    expression,
  }
  return compileStage({
    ports,
    tiers,
    flights: new Flights(),
    renewals: new Flights(),
    keyOf: compileKey(rules),
    share: compileShare({
      keyHeaders,
      passHeaders: caching.passHeaders.map((name) => name.toLowerCase()),
      tellsConsumer: isPartitioned,
    }),
    entryOf: entryReader({
      ttlMs: caching.ttl * 1_000,
      overrides: caching.ttlMode === 'override',
      negativeTtlMs: caching.negativeTtl * 1_000,
      staleWhileRevalidateMs: caching.staleWhileRevalidate * 1_000,
      staleIfErrorMs: caching.staleIfError * 1_000,
    }),
    tagsOf: ({ path, rawParams }) => tagsOf(caching, endpointId, path, rawParams),
    note(verdict, { waitUntil }) {
      if (deps.space === 'live') ports.usage.note(endpointId, verdict, waitUntil)
    },
    honours: caching.clientDirectives === 'honour',
    revalidates: passesThrough,
    partition: isPartitioned ? 'consumer' : 'shared',
  })
}

type Sections = Pick<EndpointConfig, 'caching' | 'authentication'>

/** What tells answers apart beside their URL. */
export interface Telling {
  readonly expression: Expression | undefined
  /** By expressions of the endpoint, the key included. */
  readonly reads: CallerReads
  readonly isPartitioned: boolean
}

/** Throws Problem invalid_configuration when answers could not be told apart. */
export function compileTelling(config: Sections, caller: CallerReads, pointer: string): Telling {
  const expression = keyExpression(config.caching.key, pointer)
  const reads = expression === undefined ? caller : merged(caller, expression.caller)
  const isPartitioned = partitions(config)
  if (reads.headers.includes('*')) throw allHeaders(pointer)
  if (!isPartitioned && reads.principal) throw sharedIdentity(pointer)
  return { expression, reads, isPartitioned }
}

/** Whether each caller has answers of their own. */
function partitions({ caching: { partition }, authentication }: Sections): boolean {
  return partition === 'auto' ? authentication.type !== 'none' : partition === 'consumer'
}

/** Whatever shapes an answer: another configuration never gives what was remembered under this one. */
function shapeOf(config: EndpointConfig): string {
  const { integrations, transformations, response, variables, caching, validation } = config
  const { path, authentication } = config
  const shape = {
    path,
    authentication,
    integrations,
    transformations,
    response,
    variables,
    caching,
  }
  return JSON.stringify({ ...shape, validation: validation.response })
}

/** Throws Problem: the key is made before anything is called, and without the body. */
function keyExpression(source: string | undefined, pointer: string): Expression | undefined {
  if (source === undefined) return undefined
  const expression = compileExpression(source, `${pointer}/key`)
  const [integration] = expression.integrations
  const later = expression.readsRequestBody ? 'the body' : integration
  if (later === undefined) return expression
  throw invalid(
    `${pointer}/key`,
    'not_in_key',
    `The key is made before ${later} is read; use principal, variables, or request.query, .params, .headers, .path or .method`,
  )
}

function merged(one: CallerReads, other: CallerReads): CallerReads {
  return {
    headers: [...one.headers, ...other.headers],
    principal: one.principal || other.principal,
  }
}

function allHeaders(pointer: string): Problem {
  return invalid(
    pointer,
    'unnamed_headers',
    'An expression of this endpoint reads request headers without naming them, so they cannot be part of the key; write request.headers.<name>',
  )
}

function sharedIdentity(pointer: string): Problem {
  return invalid(
    `${pointer}/partition`,
    'shared_identity',
    'An expression of this endpoint reads principal, so answers are not the same for all callers; use consumer',
  )
}

function invalid(pointer: string, code: string, message: string): Problem {
  return new Problem('invalid_configuration', { issues: [{ pointer, code, message }] })
}
