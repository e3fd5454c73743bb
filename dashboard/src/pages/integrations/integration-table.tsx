import { For } from 'solid-js'

import type { SharedIntegrationSummary } from '#contract/shared-integration.ts'

import { useI18n } from '../../i18n/index.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { isBehind, spreadWords } from './spread.ts'

interface IntegrationTableProps {
  readonly integrations: readonly SharedIntegrationSummary[]
}

/** Where each calls, who uses it, and whether what is live has caught up. */
export function IntegrationTable(props: IntegrationTableProps) {
  const { t } = useI18n()
  const tone = (one: SharedIntegrationSummary) => {
    if (one.liveRevisions.length === 0) return 'neutral'
    return isBehind(one) ? 'warn' : 'ok'
  }
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th class={`${table['wide']} ${table['shrink']}`}>{t('integrations.kind')}</th>
          <th class={table['wide']}>{t('integrations.host')}</th>
          <th class={`${table['wide']} ${table['shrink']}`}>{t('integrations.usedBy')}</th>
          <th class={table['shrink']}>{t('integrations.revisions')}</th>
          <th class={`${table['wide']} ${table['shrink']}`}>{t('integrations.changed')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.integrations}>
          {(one) => (
            <tr>
              <td>
                <a href={`/integrations/${one.id}`}>{one.name}</a>
              </td>
              <td class={`${table['wide']} ${table['shrink']} muted`}>{one.type}</td>
              <td class={table['wide']}>
                <code>{one.host}</code>
              </td>
              <td class={`${table['wide']} ${table['shrink']}`}>
                {t('integrations.endpoints', { count: one.endpointCount })}
              </td>
              <td class={table['shrink']}>
                <StatusTag tone={tone(one)}>{spreadWords(one, t)}</StatusTag>
              </td>
              <td class={`${table['wide']} ${table['shrink']} muted`}>
                {one.updatedBy} · <RelativeTime at={one.updatedAt} />
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
