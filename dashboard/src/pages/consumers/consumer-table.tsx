import { For } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useI18n } from '../../i18n/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'

export function ConsumerTable(props: { readonly consumers: readonly Consumer[] }) {
  const { t, format } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th class={table['wide']}>{t('consumers.roles')}</th>
          <th class={table['wide']}>{t('consumers.scopes')}</th>
          <th class={`${table['shrink']} ${table['end']}`}>{t('consumers.keys')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.lastUsed')}</th>
          <th class={table['shrink']}>{t('consumers.state')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.consumers}>
          {(consumer) => (
            <tr>
              <td>
                <a href={`/consumers/${consumer.id}`}>{consumer.name}</a>
              </td>
              <td class={`${table['wide']} muted`}>{consumer.roles.join(', ') || '–'}</td>
              <td class={`${table['wide']} muted`}>{consumer.scopes.join(', ') || '–'}</td>
              <td class={`${table['shrink']} ${table['end']}`}>
                {format.number(consumer.keyCount)}
              </td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                <Moment at={consumer.lastUsedAt} />
              </td>
              <td class={table['shrink']}>
                <StatusTag tone={consumer.isActive ? 'ok' : 'neutral'}>
                  {t(consumer.isActive ? 'consumers.on' : 'consumers.off')}
                </StatusTag>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
