import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'

import { call } from './client.ts'
import { keys } from './keys.ts'
import type { Output } from './types.ts'

export type Receiver = Output<'listWebhookReceivers'>['items'][number]
export type Delivery = Output<'listWebhookDeliveries'>['items'][number]
export type DeliveryDetail = Output<'getWebhookDelivery'>

export interface DeliveriesOf {
  readonly id: string
  readonly integrationId: string
  /** Undefined: in every state. */
  readonly state: Delivery['state'] | undefined
}

const readAgainMs = 5_000

/** Receivers of the live version, read again while they are shown. */
export const useReceivers = (id: Accessor<string>) =>
  useQuery(() => ({
    queryKey: [...keys.webhooks(id()), 'receivers'],
    queryFn: async ({ signal }) =>
      (await call('listWebhookReceivers', { signal, params: { id: id() } })).data.items,
    refetchInterval: readAgainMs,
  }))

/** Pages of deliveries, newest first. */
export const useDeliveries = (of: Accessor<DeliveriesOf>) =>
  useInfiniteQuery(() => ({
    queryKey: [...keys.webhooks(of().id), of()],
    queryFn: async ({ signal, pageParam }) => {
      const { id, integrationId, state } = of()
      const query = { state, cursor: pageParam }
      return (await call('listWebhookDeliveries', { signal, params: { id, integrationId }, query }))
        .data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: readAgainMs,
  }))

export const useDelivery = (
  of: Accessor<{
    readonly id: string
    readonly integrationId: string
    readonly deliveryId: string
  }>,
) =>
  useQuery(() => ({
    queryKey: [...keys.webhooks(of().id), of()],
    queryFn: async ({ signal }) =>
      (await call('getWebhookDelivery', { signal, params: of() })).data,
    refetchInterval: readAgainMs,
  }))
