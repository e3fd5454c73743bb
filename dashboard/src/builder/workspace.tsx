import { Match, Show, Switch } from 'solid-js'

import { useCommands } from '../lib/commands.ts'
import { useI18n } from '../i18n/index.ts'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { useBuilder } from './builder-context.ts'
import { ConflictBanner } from './conflict-banner.tsx'
import { FlowView } from './flow/flow-view.tsx'
import { FormView } from './form-view.tsx'
import { JsonView } from './json-view.tsx'
import { Rail } from './rail.tsx'
import { TestPanel } from './test-panel.tsx'
import styles from './workspace.module.css'

/** The Build tab: sections, the document as form or JSON, and the test console. */
export function Workspace() {
  const { t } = useI18n()
  const builder = useBuilder()
  // Undo belongs to the draft, except where one types something that is not part of it.
  const isInDraft = () => document.activeElement?.closest('[data-own-undo], [role=dialog]') === null
  useCommands([
    {
      id: 'builder.save',
      group: 'do',
      title: () => t('builder.saveDraft'),
      keys: 'mod+s',
      run: () => void builder.store.saveNow(),
    },
    {
      id: 'builder.review',
      group: 'do',
      title: () => t('builder.review.open'),
      keys: 'mod+shift+enter',
      when: builder.canEdit,
      run: builder.openReview,
    },
    {
      id: 'builder.undo',
      group: 'do',
      title: () => t('builder.undo'),
      keys: 'mod+z',
      when: isInDraft,
      run: builder.store.undo,
    },
    {
      id: 'builder.redo',
      group: 'do',
      title: () => t('builder.redo'),
      keys: 'mod+shift+z',
      when: isInDraft,
      run: builder.store.redo,
    },
  ])
  return (
    <div class={styles['workspace']}>
      <Rail />
      <div class={styles['main']}>
        <div class={styles['notices']}>
          <ConflictBanner store={builder.store} title={t('builder.conflict.title')} />
          <Show when={builder.store.error()}>
            {(error) => (
              <ErrorBanner
                error={error()}
                title={t('builder.saveFailed')}
                onRetry={() => void builder.store.saveNow()}
              />
            )}
          </Show>
        </div>
        <Switch fallback={<FormView />}>
          <Match when={builder.view() === 'json'}>
            <JsonView store={builder.store} readOnly={!builder.canEdit()} />
          </Match>
          <Match when={builder.view() === 'flow'}>
            <FlowView />
          </Match>
        </Switch>
      </div>
      <TestPanel />
    </div>
  )
}
