import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/solid-query'
import { type Accessor, createMemo } from 'solid-js'

import type { EndpointSummary } from '#contract/endpoint.ts'
import type { RouteName } from '#contract/routes.ts'

import { call } from './client.ts'
import { keys } from './keys.ts'
import type { CallOptions } from './types.ts'

type Query<Name extends RouteName> = NonNullable<CallOptions<Name>['query']>
type BlocksQuery = Query<'listRateLimitBlocks'>
/** Who is signed in; 401 means nobody. */
export const useSession = () =>
  useQuery(() => ({
    queryKey: keys.session,
    queryFn: async ({ signal }) => (await call('currentSession', { signal })).data,
    staleTime: 60_000,
    retry: false,
  }))

export const useSetupStatus = () =>
  useQuery(() => ({
    queryKey: ['setup'],
    queryFn: async ({ signal }) => (await call('setupStatus', { signal })).data,
  }))

/** Pages of endpoints; `pageSize` items each, `fetchNextPage` appends. */
export const useEndpoints = (query: Accessor<Query<'listEndpoints'>>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.endpoints(query()),
    queryFn: async ({ signal, pageParam }) =>
      (await call('listEndpoints', { signal, query: { ...query(), cursor: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  }))

/** The newest 200 endpoints, for names and choices; none until they are read. */
export function useEndpointChoices(): Accessor<readonly EndpointSummary[]> {
  const query = useEndpoints(() => ({ limit: 200 }))
  return createMemo(() => (query.isSuccess ? query.data.pages.flatMap((page) => page.items) : []))
}

/** One endpoint with the ETag of its draft. */
export const useEndpoint = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.endpoint(id()),
    queryFn: ({ signal }) => call('getEndpoint', { signal, params: { id: id() } }),
  }))

/** Several endpoints with their drafts; those that are not read yet are left out. */
export function useEndpointsById(ids: Accessor<readonly string[]>) {
  const queries = useQueries(() => ({
    queries: ids().map((id) => ({
      queryKey: keys.endpoint(id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('getEndpoint', { signal, params: { id } }),
    })),
  }))
  return () => queries.flatMap((query) => (query.isSuccess ? [query.data.data] : []))
}

export const useVersions = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.versions(id()),
    queryFn: async ({ signal }) =>
      (await call('listVersions', { signal, params: { id: id() }, query: { limit: 200 } })).data,
  }))

/** What the cache did for an endpoint on each day, read again while it is shown. */
export const useCacheUsage = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.cacheUsage(id()),
    queryFn: async ({ signal }) =>
      (await call('endpointCacheUsage', { signal, params: { id: id() } })).data.items,
    refetchInterval: 15_000,
  }))

interface Polling {
  readonly everyMs: number
  readonly enabled: boolean
}

/** Circuit breakers of the live version, read again while they are shown. */
export const useBreakerQuery = (id: Accessor<string>, polling: Accessor<Polling>) =>
  useQuery(() => ({
    queryKey: keys.breakers(id()),
    queryFn: async ({ signal }) =>
      (await call('listBreakers', { signal, params: { id: id() } })).data.items,
    enabled: polling().enabled,
    refetchInterval: polling().everyMs,
  }))

/** Recent calls of an integration, read again while they are shown. */
export const useIntegrationCalls = (
  id: Accessor<string>,
  query: Accessor<{ readonly integrationId: string; readonly outcome: 'failed' | undefined }>,
) =>
  useQuery(() => ({
    queryKey: keys.integrationCalls(id(), query()),
    queryFn: async ({ signal }) => {
      const { integrationId, outcome } = query()
      const params = { id: id(), integrationId }
      const options = { signal, params, query: { outcome } }
      return (await call('listIntegrationCalls', options)).data.items
    },
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  }))

/** Recorded requests and what is recorded now, read again while they are shown. `endpointId` empty: of all. */
export const useRecorded = (endpointId: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.recorded(endpointId()),
    queryFn: async ({ signal }) => {
      const query = endpointId() === '' ? {} : { endpointId: endpointId() }
      return (await call('listRecordedRequests', { signal, query })).data
    },
    refetchInterval: 2_000,
  }))

/** Writes that make an endpoint forget, by its saved draft and what is live. */
export const usePurgedBy = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.purgedBy(id()),
    queryFn: async ({ signal }) =>
      (await call('endpointPurgedBy', { signal, params: { id: id() } })).data,
  }))

export const useKinds = () =>
  useQuery(() => ({
    queryKey: ['kinds'],
    queryFn: async ({ signal }) => (await call('listKinds', { signal })).data.items,
    staleTime: Number.POSITIVE_INFINITY,
  }))

export const useAudit = (query: Accessor<Query<'listAudit'>>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.audit(query()),
    queryFn: async ({ signal, pageParam }) =>
      (await call('listAudit', { signal, query: { ...query(), cursor: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  }))

/** Pages of shared integrations; `fetchNextPage` appends. */
export const useIntegrations = (query: Accessor<Query<'listIntegrations'>>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.integrations(query()),
    queryFn: async ({ signal, pageParam }) =>
      (await call('listIntegrations', { signal, query: { ...query(), cursor: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  }))

/** One shared integration with its ETag. */
export const useIntegration = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.integration(id()),
    queryFn: ({ signal }) => call('getIntegration', { signal, params: { id: id() } }),
  }))

/** Several shared integrations; those that are not read yet are left out. */
export function useIntegrationsById(ids: Accessor<readonly string[]>) {
  const queries = useQueries(() => ({
    queries: ids().map((id) => ({
      queryKey: keys.integration(id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('getIntegration', { signal, params: { id } }),
    })),
  }))
  return () => queries.flatMap((query) => (query.isSuccess ? [query.data.data] : []))
}

/** Pages of endpoints that use a shared integration. */
export const useIntegrationUsage = (id: Accessor<string>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.integrationUsage(id()),
    queryFn: async ({ signal, pageParam }) => {
      const options = { signal, params: { id: id() }, query: { limit: 200, cursor: pageParam } }
      return (await call('integrationUsage', options)).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  }))

/** Pages of consumers; `fetchNextPage` appends. */
export const useConsumers = (query: Accessor<Query<'listConsumers'>>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.consumers(query()),
    queryFn: async ({ signal, pageParam }) =>
      (await call('listConsumers', { signal, query: { ...query(), cursor: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  }))

/** One consumer with its ETag. */
export const useConsumer = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.consumer(id()),
    queryFn: ({ signal }) => call('getConsumer', { signal, params: { id: id() } }),
  }))

/** Pages of keys of all consumers; `fetchNextPage` appends. */
export const useKeys = (query: Accessor<Query<'listKeys'>>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.keys(query()),
    queryFn: async ({ signal, pageParam }) =>
      (await call('listKeys', { signal, query: { ...query(), cursor: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // Last uses are written every ten seconds.
    refetchInterval: 15_000,
  }))

export const useKeyUsage = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: keys.keyUsage(id()),
    queryFn: async ({ signal }) => (await call('keyUsage', { signal, params: { id: id() } })).data,
  }))

/** Pages of refused credentials, read again now and then while they are shown. */
export const useFailures = (query: Accessor<Query<'listAuthenticationFailures'>>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.failures(query()),
    queryFn: async ({ signal, pageParam }) =>
      (
        await call('listAuthenticationFailures', {
          signal,
          query: { ...query(), cursor: pageParam },
        })
      ).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  }))

/** Pages of requests that limits refused or would have refused, read again while they are shown. */
export const useRateLimitBlocks = (query: Accessor<BlocksQuery>) =>
  useInfiniteQuery(() => ({
    queryKey: keys.rateLimitBlocks(query()),
    queryFn: async ({ signal, pageParam }) => {
      const options = { signal, query: { ...query(), cursor: pageParam } }
      return (await call('listRateLimitBlocks', options)).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  }))

export const useUsers = () =>
  useQuery(() => ({
    queryKey: keys.users,
    queryFn: async ({ signal }) =>
      (await call('listUsers', { signal, query: { limit: 200 } })).data,
  }))

export const useSecrets = () =>
  useQuery(() => ({
    queryKey: keys.secrets,
    queryFn: async ({ signal }) =>
      (await call('listSecrets', { signal, query: { limit: 200 } })).data,
  }))

export const useTokens = () =>
  useQuery(() => ({
    queryKey: keys.tokens,
    queryFn: async ({ signal }) =>
      (await call('listTokens', { signal, query: { limit: 200 } })).data,
  }))

export const useSessions = () =>
  useQuery(() => ({
    queryKey: keys.sessions,
    queryFn: async ({ signal }) =>
      (await call('listSessions', { signal, query: { limit: 200 } })).data,
  }))
