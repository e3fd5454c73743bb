import { createSignal, For, Show } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'

import { type Delivery, type Receiver, useDeliveries, useReceivers } from '../../api/webhooks.ts'
import { useBuilder } from '../../builder/builder-context.ts'
import { useI18n } from '../../i18n/index.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Select } from '../../ui/select.tsx'
import own from './deliveries.module.css'
import { DeliveryDialog } from './delivery-dialog.tsx'
import { DeliveryTable } from './delivery-table.tsx'
import styles from './endpoint.module.css'
import { ReceiverBanner } from './receiver-banner.tsx'

/** What became of the webhooks of the live version, receiver by receiver. */
export function DeliveriesTab(props: { readonly endpoint: Endpoint }) {
  const { t } = useI18n()
  const receivers = useReceivers(() => props.endpoint.id)
  return (
    <div class={styles['padded']}>
      <QueryView query={receivers}>
        {(items) => (
          <Show
            when={items().length > 0}
            fallback={
              <EmptyState title={t('deliveries.unpublished')}>
                {t('deliveries.unpublishedText')}
              </EmptyState>
            }
          >
            <div class={own['cards']}>
              {/* By id: what is read anew replaces no list that somebody reads. */}
              <For each={items().map(({ integrationId }) => integrationId)}>
                {(integrationId) => (
                  <Show when={items().find((item) => item.integrationId === integrationId)}>
                    {(receiver) => <ReceiverCard id={props.endpoint.id} receiver={receiver()} />}
                  </Show>
                )}
              </For>
            </div>
          </Show>
        )}
      </QueryView>
    </div>
  )
}

const states = ['pending', 'sending', 'delivered', 'failed'] as const

function ReceiverCard(props: { readonly id: string; readonly receiver: Receiver }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [state, setState] = createSignal<Delivery['state'] | ''>('')
  const [shown, setShown] = createSignal<string>()
  const of = () => ({ id: props.id, integrationId: props.receiver.integrationId })
  const deliveries = useDeliveries(() => ({ ...of(), state: state() || undefined }))
  return (
    <Card title={props.receiver.integrationId} note={props.receiver.endpoint}>
      <div class={own['head']}>
        <ReceiverBanner id={props.id} receiver={props.receiver} />
        <Select
          aria-label={t('deliveries.filter')}
          value={state()}
          options={[
            { value: '' as const, label: t('deliveries.every') },
            ...states.map((value) => ({
              value,
              label: `${t(`deliveries.state.${value}`)} (${props.receiver.counts[value]})`,
            })),
          ]}
          onChange={setState}
        />
      </div>
      <QueryView query={deliveries}>
        {(data) => (
          <Show
            when={data().pages.some((page) => page.items.length > 0)}
            fallback={
              <EmptyState title={t(state() === '' ? 'deliveries.empty' : 'deliveries.none')}>
                {t(state() === '' ? 'deliveries.emptyText' : 'deliveries.noneText')}
              </EmptyState>
            }
          >
            <div class={own['table']}>
              <DeliveryTable
                of={of()}
                isHeld={props.receiver.state === 'disabled'}
                deliveries={data().pages.flatMap((page) => page.items)}
                canEdit={builder.canEdit()}
                onShow={setShown}
              />
            </div>
          </Show>
        )}
      </QueryView>
      <LoadMore of={deliveries} />
      <Show when={shown()}>
        {(deliveryId) => (
          <DeliveryDialog
            of={{ ...of(), deliveryId: deliveryId() }}
            onClose={() => setShown(undefined)}
          />
        )}
      </Show>
    </Card>
  )
}
