import { useSearchParams } from '@solidjs/router'

import type { CallOptions } from '../../api/types.ts'

type Query = NonNullable<CallOptions<'listEndpoints'>['query']>
const states = ['live', 'draft', 'off'] as const

export interface EndpointFilters {
  readonly query: () => Query
  readonly text: () => string
  readonly method: () => string
  readonly state: () => string
  set(name: 'q' | 'method' | 'state', value: string): void
  clear(): void
  /** The filters that are on, as shown to the user. */
  readonly names: () => readonly string[]
}

/** Filters live in the address, so a filtered list can be shared and the back button works. */
export function useFilters(): EndpointFilters {
  const [search, setSearch] = useSearchParams<{ q?: string; method?: string; state?: string }>()
  const text = () => search.q ?? ''
  const method = () => search.method ?? ''
  const state = () => search.state ?? ''
  return {
    text,
    method,
    state,
    query: () => ({
      q: text() || undefined,
      method: method() || undefined,
      state: states.find((candidate) => candidate === state()),
    }),
    set: (name, value) => setSearch({ [name]: value || undefined }, { replace: true }),
    clear: () => setSearch({ q: undefined, method: undefined, state: undefined }),
    names: () => [text() && `“${text()}”`, method(), state()].filter((name) => name !== ''),
  }
}
