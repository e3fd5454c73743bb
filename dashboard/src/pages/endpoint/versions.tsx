import { useQuery } from '@tanstack/solid-query'
import { createSignal, For, Show } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'
import type { EndpointVersion } from '#contract/version.ts'

import { useAction } from '../../api/action.ts'
import { call } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { useVersions } from '../../api/queries.ts'
import { useBuilder } from '../../builder/builder-context.ts'
import { print } from '../../builder/json-patch-text.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorBanner } from '../../ui/error-banner.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { showToast } from '../../ui/toast.ts'
import styles from './endpoint.module.css'

/** Published versions, newest first; any of them is one click from being live again. */
export function VersionsTab(props: { readonly endpoint: Endpoint }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const id = () => props.endpoint.id
  const versions = useVersions(id)
  const [shown, setShown] = createSignal<number>()
  const rollBack = useRollback(id)
  return (
    <div class={styles['padded']}>
      <Show when={versions.error}>
        {(error) => <ErrorBanner error={error()} onRetry={() => void versions.refetch()} />}
      </Show>
      <Show when={versions.data} fallback={<Skeleton rows={4} />}>
        {(page) => (
          <Show
            when={page().items.length > 0}
            fallback={
              <EmptyState title={t('builder.versions.empty')}>
                {t('builder.versions.emptyText')}
              </EmptyState>
            }
          >
            <Card title={t('builder.versions.title')} note={t('builder.versions.note')}>
              <VersionTable
                items={page().items}
                canRollBack={builder.canEdit()}
                onShow={setShown}
                onRollBack={(version) => rollBack(version, props.endpoint.liveVersion)}
              />
            </Card>
          </Show>
        )}
      </Show>
      <Show when={shown()}>
        {(version) => (
          <VersionDialog id={id()} version={version()} onClose={() => setShown(undefined)} />
        )}
      </Show>
    </div>
  )
}

/** Makes a version live, and offers the way back. */
function useRollback(id: () => string) {
  const { t } = useI18n()
  const builder = useBuilder()
  const action = useAction('rollbackEndpoint', {
    invalidates: [keys.allEndpoints, keys.endpoint(id())],
  })
  const rollBack = (version: number, previous: number | null) =>
    action.mutate(
      { params: { id: id() }, body: { version } },
      {
        onSuccess: ({ data }) => {
          builder.replaceEndpoint(data)
          showToast({
            text: t('builder.versions.rolledBack', { version }),
            ...(previous === null || previous === version
              ? {}
              : { action: { label: t('common.undo'), run: () => rollBack(previous, null) } }),
          })
        },
        onError: (error) =>
          showToast({
            tone: 'bad',
            text: t('state.failedAction', { message: errorText(error, t) }),
          }),
      },
    )
  return rollBack
}

interface VersionTableProps {
  readonly items: readonly EndpointVersion[]
  readonly canRollBack: boolean
  readonly onShow: (version: number) => void
  readonly onRollBack: (version: number) => void
}

function VersionTable(props: VersionTableProps) {
  const { t } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('endpoints.version')}</th>
          <th>{t('builder.review.note')}</th>
          <th class={table['wide']}>{t('builder.versions.by')}</th>
          <th>{t('builder.versions.at')}</th>
          <th class={table['end']}>
            <span class="sr-only">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.items}>
          {(item) => (
            <tr>
              <td>
                {item.version}{' '}
                <Show when={item.isLive}>
                  <StatusTag tone="ok">{t('endpointState.live')}</StatusTag>
                </Show>
              </td>
              <td>{item.note}</td>
              <td class={table['wide']}>{item.publishedBy}</td>
              <td>
                <RelativeTime at={item.publishedAt} />
              </td>
              <td class={`${table['end']} ${table['shrink']}`}>
                <Button size="sm" variant="quiet" onClick={() => props.onShow(item.version)}>
                  {t('builder.versions.view')}
                </Button>
                <Show when={!item.isLive && props.canRollBack}>
                  <Button size="sm" onClick={() => props.onRollBack(item.version)}>
                    {t('builder.versions.rollBack', { version: item.version })}
                  </Button>
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

function VersionDialog(props: {
  readonly id: string
  readonly version: number
  readonly onClose: () => void
}) {
  const { t } = useI18n()
  const version = useQuery(() => ({
    queryKey: [...keys.versions(props.id), props.version],
    queryFn: async () =>
      (await call('getVersion', { params: { id: props.id, version: props.version } })).data.config,
    staleTime: Number.POSITIVE_INFINITY,
  }))
  return (
    <Dialog
      open
      size="wide"
      title={t('builder.versions.one', { version: props.version })}
      onClose={props.onClose}
    >
      <Show when={version.error}>{(error) => <ErrorBanner error={error()} />}</Show>
      <Show when={version.data} fallback={<Skeleton rows={6} />}>
        {(config) => (
          <pre class={styles['config']} tabIndex={0}>
            {print(config())}
          </pre>
        )}
      </Show>
    </Dialog>
  )
}
