import type { FallbackStep } from '#contract/resilience.ts'

import type { CompiledIntegration } from './types.ts'

interface Standing {
  readonly id: string
  readonly fallbackStrategy?: readonly FallbackStep[] | undefined
}

/** Ids of the integrations that one names as its alternatives. */
export function alternativesOf({ fallbackStrategy = [] }: Standing): string[] {
  return fallbackStrategy.flatMap((step) =>
    step.strategy === 'alternative-service' ? [step.integration] : [],
  )
}

/** Integrations that are called only in place of another. */
export function standbyIds(integrations: readonly Standing[]): ReadonlySet<string> {
  return new Set(integrations.flatMap(alternativesOf))
}

/** What decides when an integration can run. */
export type Dependent = Pick<CompiledIntegration, 'id' | 'dependsOn' | 'alternatives'>

/** Integrations that wait for what their stand-ins read, too. */
export function withAlternatives<T extends Dependent>(all: readonly T[]): T[] {
  const needs = (id: string, seen: readonly string[] = []): readonly string[] => {
    const found = all.find((integration) => integration.id === id)
    if (found === undefined || seen.includes(id)) return []
    const theirs = found.alternatives.flatMap((other) => needs(other, [...seen, id]))
    return [...found.dependsOn, ...theirs]
  }
  return all.map((integration) =>
    integration.alternatives.length === 0
      ? integration
      : { ...integration, dependsOn: [...new Set(needs(integration.id))] },
  )
}
