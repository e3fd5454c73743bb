import { For, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Moment } from '../ui/moment.tsx'
import table from '../ui/table.module.css'
import type { BlockSum } from './limit-blocks.ts'
import styles from './rate-limit.module.css'

/** Callers and how often a limit would have refused them. */
export function BlockTable(props: { readonly sums: readonly BlockSum[] }) {
  const { t, format } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('builder.rateLimit.blocks.caller')}</th>
          <th>{t('builder.rateLimit.blocks.limit')}</th>
          <th class={table['end']}>{t('builder.rateLimit.blocks.count')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>
            {t('builder.rateLimit.blocks.last')}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.sums}>
          {(sum) => (
            <tr>
              <td class={styles['who']} title={sum.subject}>
                <Show when={sum.consumerId} fallback={sum.caller}>
                  {(id) => <a href={`/consumers/${id()}`}>{sum.caller}</a>}
                </Show>
              </td>
              <td>{sum.limitName}</td>
              <td class={table['end']}>{format.number(sum.count)}</td>
              <td class={`${table['shrink']} ${table['wide']}`}>
                <Moment at={sum.lastAt} />
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
