import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, Show } from 'solid-js'

import type { KindEntry } from '#contract/kind.ts'
import type { SharedIntegration } from '#contract/shared-integration.ts'

import { keys } from '../../api/keys.ts'
import { ConflictBanner } from '../../builder/conflict-banner.tsx'
import { createDraftStore } from '../../builder/create-draft-store.ts'
import { isUnsaved, problemCount } from '../../builder/draft.ts'
import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorBanner } from '../../ui/error-banner.tsx'
import list from '../../ui/list.module.css'
import { StatusTag } from '../../ui/status-tag.tsx'
import { DefinitionCard } from './definition-card.tsx'
import { DeleteIntegration } from './delete-integration.tsx'
import { integrationPort } from './integration-port.ts'
import { SaveDialog } from './save-dialog.tsx'
import { UsageCard } from './usage-card.tsx'

interface IntegrationEditorPageProps {
  readonly integration: SharedIntegration
  readonly etag: string
  readonly kinds: readonly KindEntry[]
}

/** One shared integration. The definition is opened once and saved when its author says so. */
export function IntegrationEditorPage(props: IntegrationEditorPageProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const client = useQueryClient()
  const { id, config } = props.integration
  const store = createDraftStore({
    id,
    config,
    etag: props.etag,
    port: integrationPort(id, (answer) => client.setQueryData(keys.integration(id), answer)),
    storage: localStorage,
    canEdit: can('editor'),
    isManual: true,
  })
  const [dialog, setDialog] = createSignal<'save' | 'delete'>()
  const close = () => setDialog()
  const isReady = () =>
    isUnsaved(store.draft()) &&
    problemCount(store.draft()) === 0 &&
    store.draft().conflict === undefined
  useCommands([
    {
      id: 'integrations.save',
      group: 'do',
      title: () => t('integrations.save.open'),
      keys: 'mod+s',
      when: () => can('editor') && isReady(),
      run: () => setDialog('save'),
    },
  ])
  return (
    <Page
      title={props.integration.name}
      crumbs={[{ label: t('nav.integrations'), href: '/integrations' }]}
      tag={
        <StatusTag tone="neutral">
          {t('integrations.revision', { revision: props.integration.revision })}
        </StatusTag>
      }
      actions={
        <Show when={can('editor')}>
          <Button variant="primary" disabled={!isReady()} onClick={() => setDialog('save')}>
            {t('integrations.save.open')}
          </Button>
        </Show>
      }
    >
      <div class={list['list']}>
        <ConflictBanner store={store} title={t('integrations.save.conflict')} />
        <Show when={store.error()}>
          {(error) => <ErrorBanner error={error()} title={t('integrations.save.failed')} />}
        </Show>
        <UsageCard integration={props.integration} etag={props.etag} />
        <DefinitionCard store={store} kinds={props.kinds} />
        <Show when={can('editor')}>
          <div>
            <Button variant="danger" onClick={() => setDialog('delete')}>
              {t('integrations.delete')}
            </Button>
          </div>
        </Show>
      </div>
      <Show when={dialog() === 'save'}>
        <SaveDialog integration={props.integration} store={store} onClose={close} />
      </Show>
      <Show when={dialog() === 'delete'}>
        <DeleteIntegration integration={props.integration} onClose={close} />
      </Show>
    </Page>
  )
}
