import { createSignal, For, Show } from 'solid-js'

import type { EndpointSummary } from '#contract/endpoint.ts'

import { useI18n } from '../../i18n/index.ts'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import table from '../../ui/table.module.css'
import { DeleteEndpoint } from './delete-endpoint.tsx'
import { RowMenu } from './row-menu.tsx'

export function EndpointTable(props: { readonly endpoints: readonly EndpointSummary[] }) {
  const { t } = useI18n()
  const [doomed, setDoomed] = createSignal<EndpointSummary>()
  return (
    <>
      <table class={table['table']}>
        <thead>
          <tr>
            <th>{t('endpoints.endpoint')}</th>
            <th class={table['wide']}>{t('endpoints.name')}</th>
            <th class={table['wide']}>{t('endpoints.version')}</th>
            <th class={table['shrink']}>{t('endpoints.state')}</th>
            <th class={`${table['wide']} ${table['shrink']}`}>{t('endpoints.updated')}</th>
            <th class={table['shrink']}>
              <span class="sr-only">{t('common.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.endpoints}>
            {(endpoint) => <Row endpoint={endpoint} onDelete={() => setDoomed(endpoint)} />}
          </For>
        </tbody>
      </table>
      <Show when={doomed()} keyed>
        {(endpoint) => (
          <DeleteEndpoint
            id={endpoint.id}
            name={endpoint.name}
            onDeleted={() => setDoomed(undefined)}
            onClose={() => setDoomed(undefined)}
          />
        )}
      </Show>
    </>
  )
}

function Row(props: { readonly endpoint: EndpointSummary; readonly onDelete: () => void }) {
  const { t } = useI18n()
  return (
    <tr>
      <td>
        <EndpointLink endpoint={props.endpoint} />
      </td>
      <td class={table['wide']}>{props.endpoint.name}</td>
      <td class={table['wide']}>
        {props.endpoint.version}{' '}
        <Show when={props.endpoint.hasUnpublishedChanges && props.endpoint.liveVersion !== null}>
          <span class="muted">· {t('overview.unpublished')}</span>
        </Show>
      </td>
      <td class={table['shrink']}>
        <StateTag state={props.endpoint.state} />
      </td>
      <td class={`${table['wide']} ${table['shrink']} muted`}>
        <RelativeTime at={props.endpoint.updatedAt} />
      </td>
      <td class={table['shrink']}>
        <RowMenu endpoint={props.endpoint} onDelete={() => props.onDelete()} />
      </td>
    </tr>
  )
}
