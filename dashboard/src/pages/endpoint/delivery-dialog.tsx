import { createMemo, createSignal, Show } from 'solid-js'

import { type DeliveryDetail, useDelivery } from '../../api/webhooks.ts'
import { useI18n } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import own from './deliveries.module.css'
import styles from './endpoint.module.css'

interface DeliveryDialogProps {
  readonly of: { readonly id: string; readonly integrationId: string; readonly deliveryId: string }
  readonly onClose: () => void
}

/** One delivery: its payload, and every attempt with what was sent and answered. */
export function DeliveryDialog(props: DeliveryDialogProps) {
  const { t } = useI18n()
  const delivery = useDelivery(() => props.of)
  return (
    <Dialog open size="wide" title={props.of.deliveryId} onClose={props.onClose}>
      <QueryView query={delivery}>
        {(data) => (
          <>
            <h3>{t('deliveries.payload')}</h3>
            <pre class={styles['config']} tabIndex={0}>
              {data().payload}
            </pre>
            <Show
              when={data().attemptList.length > 0}
              fallback={<p class="muted">{t('deliveries.untried')}</p>}
            >
              <AttemptTabs attempts={data().attemptList} />
            </Show>
          </>
        )}
      </QueryView>
    </Dialog>
  )
}

type Attempt = DeliveryDetail['attemptList'][number]

function AttemptTabs(props: { readonly attempts: readonly Attempt[] }) {
  const { t } = useI18n()
  const [chosen, setChosen] = createSignal<string>()
  const newest = createMemo(() => String(props.attempts.at(-1)?.number ?? ''))
  return (
    <Tabs
      label={t('deliveries.attempts')}
      value={chosen() ?? newest()}
      onChange={setChosen}
      tabs={props.attempts.map((attempt) => ({
        value: String(attempt.number),
        label: t('deliveries.attempt', { number: attempt.number }),
        badge: attempt.status === null ? undefined : String(attempt.status),
        content: () => <AttemptFacts attempt={attempt} />,
      }))}
    />
  )
}

function AttemptFacts(props: { readonly attempt: Attempt }) {
  const { t, format } = useI18n()
  const headers = () =>
    Object.entries(props.attempt.requestHeaders)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')
  const outcome = () =>
    props.attempt.failure === null
      ? t(props.attempt.isOver ? 'deliveries.state.delivered' : 'deliveries.state.sending')
      : t(`deliveries.failure.${props.attempt.failure}`)
  return (
    <div class={own['facts']}>
      <p>
        {outcome()} · {format.dateTime(props.attempt.startedAt)} ·{' '}
        {format.durationMs(props.attempt.durationMs)}
      </p>
      <Show when={props.attempt.error}>{(error) => <p class="muted">{error()}</p>}</Show>
      <Show when={headers()}>
        {(text) => (
          <>
            <h3>{t('deliveries.sent')}</h3>
            <pre class={styles['config']} tabIndex={0}>
              {text()}
            </pre>
          </>
        )}
      </Show>
      <Show when={props.attempt.responseBody}>
        {(text) => (
          <>
            <h3>{t('deliveries.answered')}</h3>
            <pre class={styles['config']} tabIndex={0}>
              {text()}
            </pre>
          </>
        )}
      </Show>
    </div>
  )
}
