import { createMemo, createSignal, For, Show } from 'solid-js'

import type { IntegrationUse, SharedIntegration } from '#contract/shared-integration.ts'

import { useIntegrationUsage } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { behindOf } from './effects.ts'
import { RepublishDialog } from './republish-dialog.tsx'

interface UsageCardProps {
  readonly integration: SharedIntegration
  readonly etag: string
}

/** Who runs which revision, and the way to renew those that are behind. */
export function UsageCard(props: UsageCardProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const usage = useIntegrationUsage(() => props.integration.id)
  const uses = createMemo(() =>
    usage.isSuccess ? usage.data.pages.flatMap((page) => page.items) : [],
  )
  const [isOpen, setOpen] = createSignal(false)
  const behind = () => behindOf(uses(), props.integration.revision)
  return (
    <>
      <Card
        title={t('integrations.usage')}
        note={t('integrations.usageNote')}
        actions={
          <Show when={can('editor') && behind().length > 0}>
            <Button onClick={() => setOpen(true)}>
              {t('integrations.republish.open', { count: behind().length })}
            </Button>
          </Show>
        }
      >
        <QueryView query={usage}>
          {() => (
            <Show
              when={uses().length > 0}
              fallback={
                <EmptyState title={t('integrations.unused')}>
                  {t('integrations.unusedText')}
                </EmptyState>
              }
            >
              <UsageTable uses={uses()} revision={props.integration.revision} />
            </Show>
          )}
        </QueryView>
      </Card>
      <LoadMore of={usage} />
      <Show when={isOpen()}>
        <RepublishDialog
          integration={props.integration}
          etag={props.etag}
          behind={behind()}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}

interface UsageTableProps {
  readonly uses: readonly IntegrationUse[]
  readonly revision: number
}

function UsageTable(props: UsageTableProps) {
  const { t } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('integrations.endpoint')}</th>
          <th class={table['wide']}>{t('common.name')}</th>
          <th class={table['shrink']}>{t('integrations.live')}</th>
          <th class={`${table['wide']} ${table['shrink']}`}>{t('integrations.draft')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.uses}>
          {(use) => (
            <tr>
              <td>
                <EndpointLink endpoint={use} />
              </td>
              <td class={table['wide']}>{use.name}</td>
              <td class={table['shrink']}>
                <Show
                  when={use.live}
                  fallback={<StatusTag tone="neutral">{t('integrations.notLive')}</StatusTag>}
                >
                  {(live) => (
                    <StatusTag tone={live().revision === props.revision ? 'ok' : 'warn'}>
                      {t('integrations.liveRevision', {
                        revision: live().revision,
                        version: live().version,
                      })}
                    </StatusTag>
                  )}
                </Show>
              </td>
              <td class={`${table['wide']} ${table['shrink']} muted`}>
                {t(use.draft === null ? 'integrations.draftDoesNot' : 'integrations.draftUses')}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
