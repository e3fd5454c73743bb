import type { CallOptions } from '../../api/types.ts'
import { type UrlFilters, useUrlFilters } from '../../lib/url-filters.ts'
import { keyStates } from './key-state.tsx'

type Query = NonNullable<CallOptions<'listKeys'>['query']>

export interface KeyFilters extends UrlFilters<'q' | 'state'> {
  readonly query: () => Query
}

export function useKeyFilters(): KeyFilters {
  const filters = useUrlFilters(['q', 'state'])
  return {
    ...filters,
    query: () => ({
      search: filters.get('q') || undefined,
      state: keyStates.find((candidate) => candidate === filters.get('state')),
    }),
  }
}
