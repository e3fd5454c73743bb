import { For, Show } from 'solid-js'

import type { EndpointSummary } from '#contract/endpoint.ts'

import { useI18n } from '../../i18n/index.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import table from '../../ui/table.module.css'

const shown = 8

export function RecentEndpoints(props: { readonly endpoints: readonly EndpointSummary[] }) {
  const { t } = useI18n()
  const recent = () =>
    [...props.endpoints]
      .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt))
      .slice(0, shown)
  return (
    <Card
      title={t('overview.recent')}
      note={t('overview.recentNote')}
      actions={
        <a href="/endpoints" class={buttonClass({ variant: 'quiet' })}>
          {t('overview.viewAll')}
        </a>
      }
    >
      <table class={table['table']}>
        <thead>
          <tr>
            <th>{t('endpoints.endpoint')}</th>
            <th class={table['wide']}>{t('endpoints.name')}</th>
            <th class={`${table['wide']} ${table['shrink']}`}>{t('endpoints.updated')}</th>
            <th class={table['shrink']}>{t('endpoints.state')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={recent()}>
            {(endpoint) => (
              <tr>
                <td>
                  <EndpointLink endpoint={endpoint} />
                </td>
                <td class={table['wide']}>
                  {endpoint.name}
                  <Show when={endpoint.hasUnpublishedChanges && endpoint.liveVersion !== null}>
                    <span class="muted"> · {t('overview.unpublished')}</span>
                  </Show>
                </td>
                <td class={`${table['wide']} ${table['shrink']} muted`}>
                  <RelativeTime at={endpoint.updatedAt} />
                </td>
                <td class={table['shrink']}>
                  <StateTag state={endpoint.state} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Card>
  )
}
