import { createMemo, For, Show } from 'solid-js'

import type { ListedKey } from '#contract/consumer.ts'

import { useEndpointChoices } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import table from '../../ui/table.module.css'
import type { KeyDialog } from './key-dialogs.tsx'
import { expiresSoon, KeyExpiry } from './key-expiry.tsx'
import { KeyMenu } from './key-menu.tsx'
import { KeyOpens } from './key-opens.tsx'
import { KeyState } from './key-state.tsx'
import styles from './key-table.module.css'

interface KeyTableProps {
  readonly keys: readonly ListedKey[]
  /** Off where all keys are of the same consumer. */
  readonly showConsumer: boolean
  readonly onOpen: (dialog: KeyDialog) => void
}

export function KeyTable(props: KeyTableProps) {
  const { t } = useI18n()
  const endpoints = useEndpointChoices()
  const names = createMemo(() => new Map(endpoints().map(({ id, name }) => [id, name])))
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th class={`${table['shrink']} ${styles['roomy']}`}>{t('settings.prefix')}</th>
          <Show when={props.showConsumer}>
            <th class={table['wide']}>{t('keys.consumer')}</th>
          </Show>
          <th class={styles['roomy']}>{t('keys.opens')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.lastUsed')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.expires')}</th>
          <th class={table['shrink']}>{t('consumers.state')}</th>
          <th class={table['shrink']}>
            <span class="sr-only">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.keys}>
          {(key) => (
            <tr>
              <td class={styles['clipped']} title={key.name}>
                {key.name}
                <small class={styles['narrow']}>
                  {props.showConsumer ? key.consumer.name : key.prefix}
                  <Show when={expiresSoon(key, Date.now())}>
                    <KeyExpiry of={key} />
                  </Show>
                </small>
              </td>
              <td class={`${table['shrink']} ${styles['roomy']}`}>
                <code>{key.prefix}</code>
              </td>
              <Show when={props.showConsumer}>
                <td class={`${table['wide']} ${styles['clipped']}`} title={key.consumer.name}>
                  <a href={`/consumers/${key.consumer.id}`}>{key.consumer.name}</a>
                </td>
              </Show>
              <td class={`${styles['roomy']} ${styles['clipped']} ${styles['opens']} muted`}>
                <KeyOpens of={key} names={names()} />
              </td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                <LastUsed of={key} />
              </td>
              <td class={`${table['shrink']} ${table['wide']}`}>
                <KeyExpiry of={key} />
              </td>
              <td class={table['shrink']}>
                <KeyState of={key.state} isConsumerActive={key.consumer.isActive} />
              </td>
              <td class={table['shrink']}>
                <KeyMenu of={key} onOpen={props.onOpen} />
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

function LastUsed(props: { readonly of: ListedKey }) {
  const { t, format } = useI18n()
  const total = () => props.of.requestsPerDay.reduce((sum, requests) => sum + requests, 0)
  return (
    <span class={styles['used']}>
      <Show when={props.of.lastUsedAt}>
        <Sparkline
          values={props.of.requestsPerDay}
          label={t('keys.used', { count: format.number(total()) })}
        />
      </Show>
      <Moment at={props.of.lastUsedAt} />
    </span>
  )
}
