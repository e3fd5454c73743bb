import { For, Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import type { Delivery } from '../../api/webhooks.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusTag, type Tone } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { useFailureToast } from '../../ui/use-failure-toast.ts'

interface DeliveryTableProps {
  readonly of: { readonly id: string; readonly integrationId: string }
  readonly deliveries: readonly Delivery[]
  /** The receiver is disabled: nothing is tried. */
  readonly isHeld: boolean
  readonly canEdit: boolean
  readonly onShow: (id: string) => void
}

const tones: Readonly<Record<Delivery['state'], Tone>> = {
  pending: 'warn',
  sending: 'info',
  delivered: 'ok',
  failed: 'bad',
}

export function DeliveryTable(props: DeliveryTableProps) {
  const { t, format } = useI18n()
  const onError = useFailureToast()
  const replay = useAction('replayWebhookDelivery', { invalidates: [keys.webhooks(props.of.id)] })
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('deliveries.status')}</th>
          <th>{t('deliveries.event')}</th>
          <th class={table['wide']}>{t('deliveries.id')}</th>
          <th class={`${table['wide']} ${table['end']}`}>{t('deliveries.attempts')}</th>
          <th class={table['wide']}>{t('deliveries.created')}</th>
          <th>{t('deliveries.next')}</th>
          <th class={table['end']}>
            <span class="sr-only">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.deliveries}>
          {(delivery) => (
            <tr>
              <td>
                <StatusTag tone={tones[delivery.state]}>
                  {t(`deliveries.state.${delivery.state}`)}
                </StatusTag>
              </td>
              <td class="mono">{delivery.eventType}</td>
              <td class={`${table['wide']} mono muted`}>{delivery.id}</td>
              <td class={`${table['wide']} ${table['end']}`}>{format.number(delivery.attempts)}</td>
              <td class={`${table['wide']} muted`}>
                <RelativeTime at={delivery.createdAt} />
              </td>
              <td class="muted">
                <NextAttempt delivery={delivery} isHeld={props.isHeld} />
              </td>
              <td class={`${table['end']} ${table['shrink']}`}>
                <Show when={props.canEdit}>
                  <Button size="sm" variant="quiet" onClick={() => props.onShow(delivery.id)}>
                    {t('deliveries.view')}
                  </Button>
                  <Show when={delivery.state !== 'sending'}>
                    <Button
                      size="sm"
                      disabled={replay.isPending}
                      onClick={() =>
                        replay.mutate(
                          { params: { ...props.of, deliveryId: delivery.id } },
                          { onError },
                        )
                      }
                    >
                      {t('deliveries.replay')}
                    </Button>
                  </Show>
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

function NextAttempt(props: { readonly delivery: Delivery; readonly isHeld: boolean }) {
  const { t } = useI18n()
  return (
    <Show
      when={props.delivery.nextAttemptAt}
      fallback={props.isHeld && props.delivery.state === 'pending' ? t('deliveries.held') : '–'}
    >
      {(at) => <RelativeTime at={at()} />}
    </Show>
  )
}
