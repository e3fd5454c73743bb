import type { RateLimit } from '#contract/rate-limit.ts'

import { defineKinds } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { Problem } from '../problem.ts'
import { fixedWindow } from './fixed-window.ts'
import { compileGuard } from './guard.ts'
import { compileLimit, invalid, type LimitConfig } from './limit.ts'
import { slidingWindow } from './sliding-window.ts'
import { tokenBucket } from './token-bucket.ts'
import type { CompiledLimit, Policy, RateLimitDeps } from './types.ts'

export { createRateLimitPorts } from './ports.ts'
export type { RateLimitPorts } from './types.ts'

/** Strategies: what makes numbers a policy. A new kind is its import and its line here, and in durable-objects/rate-limit-strategies/. */
export const rateLimit = defineKinds<undefined, Policy>(
  'rate-limit',
  [],
  fixedWindow,
  slidingWindow,
  tokenBucket,
)

/** How often a caller may call. Undefined: as often as they like. Throws Problem with all that is wrong. */
export function compileRateLimit(section: RateLimit, deps: RateLimitDeps): Guard | undefined {
  if (!section.enabled) return undefined
  const limits = collect(limitsOf(section), deps)
  return compileGuard(limits, { ...deps, failMode: section.failMode })
}

interface Placed {
  readonly pointer: string
  readonly config: LimitConfig
}

function limitsOf(section: RateLimit): Placed[] {
  const limits = [{ ...section, name: 'default' }, ...section.limits]
  return [
    ...limits.map((limit, at) => ({
      pointer: at === 0 ? '' : `/limits/${at - 1}`,
      config: {
        ...limit,
        policy: policyOf(limit),
        overrides: limit.overrides.map((other) => ({
          consumer: other.consumer,
          policy: policyOf({ ...other, strategy: limit.strategy }),
        })),
      },
    })),
    ...section.quotas.map((quota, at) => ({
      pointer: `/quotas/${at}`,
      config: {
        ...quota,
        policy: quotaPolicy(quota),
        overrides: quota.overrides.map(({ consumer, requests }) => ({
          consumer,
          policy: quotaPolicy({ ...quota, requests }),
        })),
      },
    })),
  ]
}

type Numbers = Pick<RateLimit, 'strategy' | 'requestsPerMinute' | 'burstLimit'>

function policyOf({ strategy, requestsPerMinute, burstLimit }: Numbers): Policy {
  return rateLimit.compile(strategy, { type: strategy, requestsPerMinute, burstLimit }, undefined)
}

/** A quota is a window between other marks of the clock. */
function quotaPolicy({ period, requests }: RateLimit['quotas'][number]): Policy {
  return { strategy: 'fixed-window', period, limit: requests }
}

function collect(placed: readonly Placed[], deps: RateLimitDeps): CompiledLimit[] {
  const names = new Set<string>()
  const issues = []
  const limits: CompiledLimit[] = []
  for (const { pointer, config } of placed) {
    const where = deps.pointer + pointer
    try {
      if (names.has(config.name))
        throw invalid(
          `${where}/name`,
          'duplicate_name',
          `Another limit is called ${config.name}; write another name`,
        )
      names.add(config.name)
      limits.push(compileLimit(config, { ...deps, pointer: where }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      issues.push(...(error.options.issues ?? []))
    }
  }
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  return limits
}
