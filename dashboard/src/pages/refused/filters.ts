import type { CallOptions } from '../../api/types.ts'
import { type UrlFilters, useUrlFilters } from '../../lib/url-filters.ts'

type Query = NonNullable<CallOptions<'listAuthenticationFailures'>['query']>

export interface RefusedFilters extends UrlFilters<'q' | 'endpoint' | 'reason' | 'kind'> {
  readonly query: () => Query
}

export function useRefusedFilters(): RefusedFilters {
  const filters = useUrlFilters(['q', 'endpoint', 'reason', 'kind'])
  return {
    ...filters,
    query: () => ({
      search: filters.get('q') || undefined,
      endpointId: filters.get('endpoint') || undefined,
      reason: filters.get('reason') || undefined,
      kind: filters.get('kind') || undefined,
    }),
  }
}
