import { createMemo, For } from 'solid-js'

import { useEndpointChoices } from '../../api/queries.ts'
import type { Output } from '../../api/types.ts'
import { useI18n } from '../../i18n/index.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import table from '../../ui/table.module.css'
import { kindWord, reasonWord } from './words.ts'

type Failure = Output<'listAuthenticationFailures'>['items'][number]

export function FailureTable(props: { readonly failures: readonly Failure[] }) {
  const { t, format } = useI18n()
  const endpoints = useEndpointChoices()
  const names = createMemo(() => new Map(endpoints().map(({ id, name }) => [id, name])))
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('audit.when')}</th>
          <th>{t('refused.endpoint')}</th>
          <th>{t('refused.reason')}</th>
          <th class={table['wide']}>{t('refused.kind')}</th>
          <th class={table['wide']}>{t('settings.prefix')}</th>
          <th class={table['wide']}>{t('audit.from')}</th>
          <th class={`${table['shrink']} ${table['end']}`}>{t('refused.attempts')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.failures}>
          {(failure) => (
            <tr>
              <td class="muted">
                <RelativeTime at={failure.at} />
              </td>
              <td>
                <a href={`/endpoints/${failure.endpointId}`}>
                  {names().get(failure.endpointId) ?? failure.endpointId}
                </a>
              </td>
              <td title={failure.reason}>{reasonWord(t, failure.reason)}</td>
              <td class={`${table['wide']} muted`}>{kindWord(t, failure.kind)}</td>
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
