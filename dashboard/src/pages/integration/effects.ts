import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'

import type { IntegrationEffect, IntegrationUse } from '#contract/shared-integration.ts'

import { call } from '../../api/client.ts'
import { keys } from '../../api/keys.ts'

/** What a definition would do to each endpoint that uses the shared integration. */
export const useEffects = (id: Accessor<string>, config: Accessor<unknown>) =>
  useQuery(() => ({
    queryKey: [...keys.integration(id()), 'effects', config()],
    queryFn: async ({ signal }) =>
      (await call('checkIntegration', { signal, body: { id: id(), config: config() } })).data,
    // Endpoints change as well.
    staleTime: 0,
    gcTime: 0,
  }))

/** Whether an endpoint, its callers or its author may notice. */
export const isNoticed = ({ changes, issues, draftIssues }: IntegrationEffect): boolean =>
  changes.length + issues.length + draftIssues.length > 0

/** Endpoints whose live version answers with another revision than the current one. */
export const behindOf = (uses: readonly IntegrationUse[], revision: number): IntegrationUse[] =>
  uses.filter(({ live }) => live !== null && live.revision !== revision)

/** As many at once as one call takes. */
export function batchesOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size))
}
