import { For, Show } from 'solid-js'

import type { ConsumerKey } from '#contract/consumer.ts'

import { useKeyUsage } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import table from '../../ui/table.module.css'
import styles from './key-usage.module.css'

/** Requests per day of the last 30 days; a bar repeats each number. */
export function KeyUsage(props: { readonly of: ConsumerKey; readonly onClose: () => void }) {
  const { t, format } = useI18n()
  const usage = useKeyUsage(() => props.of.id)
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={`${t('consumers.usage')}: ${props.of.name}`}
      description={t('consumers.usageText')}
    >
      <QueryView query={usage}>
        {(data) => (
          <Show
            when={data().items.length > 0}
            fallback={
              <EmptyState title={t('consumers.noUsage')}>{t('consumers.noUsageText')}</EmptyState>
            }
          >
            <table class={table['table']}>
              <thead>
                <tr>
                  <th class={table['shrink']}>{t('consumers.day')}</th>
                  <th aria-hidden="true" />
                  <th class={`${table['shrink']} ${table['end']}`}>{t('consumers.requests')}</th>
                  <th class={`${table['shrink']} ${table['end']}`}>
                    {t('consumers.refusedCount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={data().items.toReversed()}>
                  {(day) => (
                    <tr>
                      <td class={table['shrink']}>{format.date(day.day)}</td>
                      <td aria-hidden="true">
                        <meter
                          class={styles['bar']}
                          max={Math.max(...data().items.map((one) => one.requests), 1)}
                          value={day.requests}
                        />
                      </td>
                      <td class={`${table['shrink']} ${table['end']}`}>
                        {format.number(day.requests)}
                      </td>
                      <td class={`${table['shrink']} ${table['end']}`}>
                        {format.number(day.refused)}
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </QueryView>
    </Dialog>
  )
}
