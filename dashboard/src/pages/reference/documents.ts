import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'

import { NetworkError } from '../../api/client.ts'
import type { OpenApi } from './openapi.ts'

/** Reads an OpenAPI document by its address; the published one is not part of the management API. */
export function useDocument(url: Accessor<string>) {
  return useQuery(() => ({
    queryKey: ['openapi', url()],
    queryFn: async ({ signal }): Promise<OpenApi> => {
      const response = await fetch(url(), { signal })
      if (!response.ok) throw new NetworkError(`${url()} answered ${response.status}`)
      return (await response.json()) as OpenApi
    },
  }))
}
