import { For, Match, Show, Switch } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'
import { isRecord } from '#contract/is-record.ts'

import { useBuilder } from '../../builder/builder-context.ts'
import { SaveState } from '../../builder/save-state.tsx'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import styles from './endpoint.module.css'

/** Draft, changes not published yet, live or off. */
export function StateTag(props: { readonly endpoint: Endpoint }) {
  const { t } = useI18n()
  const builder = useBuilder()
  return (
    <Switch fallback={<StatusTag tone="ok">{t('endpointState.live')}</StatusTag>}>
      <Match when={props.endpoint.liveVersion === null}>
        <StatusTag tone="warn">{t('endpointState.draft')}</StatusTag>
      </Match>
      <Match when={props.endpoint.state === 'off'}>
        <StatusTag tone="neutral">{t('endpointState.off')}</StatusTag>
      </Match>
      <Match when={builder.changes().length > 0}>
        <StatusTag tone="warn">
          {t('builder.draftChanges', { count: builder.changes().length })}
        </StatusTag>
      </Match>
    </Switch>
  )
}

export function TopActions(props: { readonly isBuild: boolean; readonly onHistory: () => void }) {
  const { t } = useI18n()
  const builder = useBuilder()
  return (
    <>
      <span class={styles['topView']}>
        <Show when={props.isBuild}>
          <ViewSwitch />
        </Show>
      </span>
      <Button class={styles['history'] ?? ''} onClick={() => props.onHistory()}>
        {t('builder.history')}
      </Button>
      <Button variant="primary" disabled={!builder.canEdit()} onClick={builder.openReview}>
        <span class={styles['long']}>{t('builder.review.open')}</span>
        <span class={styles['short']}>{t('builder.review.publish')}</span>
      </Button>
    </>
  )
}

function ViewSwitch() {
  const { t } = useI18n()
  const builder = useBuilder()
  return (
    <SegmentedControl
      label={t('builder.view')}
      options={[
        { value: 'form', label: t('builder.form.view') },
        { value: 'json', label: 'JSON' },
        { value: 'flow', label: t('builder.flow.view') },
      ]}
      value={builder.view()}
      onChange={builder.setView}
    />
  )
}

const tabs = ['build', 'deliveries', 'versions', 'settings'] as const

export function TabBar(props: { readonly tab: string; readonly onTab: (tab: string) => void }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const shown = () => tabs.filter((tab) => tab !== 'deliveries' || hasWebhook(builder))
  return (
    <div class={styles['tabBar']}>
      <nav aria-label={t('builder.tabs')}>
        <For each={shown()}>
          {(tab) => (
            <button
              type="button"
              class={styles['tab']}
              aria-current={props.tab === tab ? 'page' : undefined}
              onClick={() => props.onTab(tab)}
            >
              {tab === 'deliveries' ? t('deliveries.tab') : t(`builder.tab.${tab}`)}
            </button>
          )}
        </For>
      </nav>
      <span class={styles['barView']}>
        <Show when={props.tab === 'build'}>
          <ViewSwitch />
        </Show>
      </span>
      <SaveState />
    </div>
  )
}

/** In the draft or live: what is not published yet teaches what will be there. */
function hasWebhook({ store, live }: ReturnType<typeof useBuilder>): boolean {
  return [store.draft().value, live()].some((config) => {
    const integrations = isRecord(config) ? config['integrations'] : undefined
    return (
      Array.isArray(integrations) &&
      integrations.some((one: unknown) => isRecord(one) && one['type'] === 'webhook')
    )
  })
}
