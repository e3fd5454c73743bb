import type { CallOptions } from '../../api/types.ts'
import { type UrlFilters, useUrlFilters } from '../../lib/url-filters.ts'

type Query = NonNullable<CallOptions<'listEndpoints'>['query']>
export const endpointStates = ['live', 'draft', 'off'] as const

export interface EndpointFilters extends UrlFilters<'q' | 'method' | 'state'> {
  readonly query: () => Query
}

export function useFilters(): EndpointFilters {
  const filters = useUrlFilters(['q', 'method', 'state'])
  return {
    ...filters,
    query: () => ({
      q: filters.get('q') || undefined,
      method: filters.get('method') || undefined,
      state: endpointStates.find((candidate) => candidate === filters.get('state')),
    }),
  }
}
