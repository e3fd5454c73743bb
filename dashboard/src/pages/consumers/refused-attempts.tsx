import { createMemo, For, Show } from 'solid-js'

import { useEndpoints, useFailures } from '../../api/queries.ts'
import type { Output } from '../../api/types.ts'
import { useI18n } from '../../i18n/index.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import table from '../../ui/table.module.css'

type Failure = Output<'listAuthenticationFailures'>['items'][number]

/** The newest credentials that endpoints refused. */
export function RefusedAttempts() {
  const { t } = useI18n()
  const failures = useFailures()
  return (
    <Card title={t('consumers.refused')} note={t('consumers.refusedNote')}>
      <QueryView query={failures}>
        {(data) => (
          <Show
            when={data().items.length > 0}
            fallback={
              <EmptyState title={t('consumers.noRefused')}>
                {t('consumers.noRefusedText')}
              </EmptyState>
            }
          >
            <FailureTable failures={data().items} />
          </Show>
        )}
      </QueryView>
    </Card>
  )
}

function FailureTable(props: { readonly failures: readonly Failure[] }) {
  const { t, format } = useI18n()
  const endpoints = useEndpoints(() => ({ limit: 200 }))
  const names = createMemo(
    () =>
      new Map(
        endpoints.data?.pages.flatMap((page) =>
          page.items.map(({ id, name }) => [id, name] as const),
        ),
      ),
  )
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th class={table['shrink']}>{t('audit.when')}</th>
          <th>{t('consumers.endpoint')}</th>
          <th>{t('consumers.reason')}</th>
          <th class={table['wide']}>{t('settings.prefix')}</th>
          <th class={table['wide']}>{t('audit.from')}</th>
          <th class={`${table['shrink']} ${table['end']}`}>{t('consumers.attempts')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.failures}>
          {(failure) => (
            <tr>
              <td class={`${table['shrink']} muted`}>
                <RelativeTime at={failure.at} />
              </td>
              <td>
                <a href={`/endpoints/${failure.endpointId}`}>
                  {names().get(failure.endpointId) ?? failure.endpointId}
                </a>
              </td>
              <td>
                <code>{failure.reason}</code>
              </td>
              <td class={table['wide']}>
                <code>{failure.keyPrefix ?? '–'}</code>
              </td>
              <td class={`${table['wide']} mono muted`}>{failure.ipAddress ?? '–'}</td>
              <td class={`${table['shrink']} ${table['end']}`}>{format.number(failure.count)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
