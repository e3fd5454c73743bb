import { createSignal, For, Show } from 'solid-js'

import {
  type IntegrationEffect,
  type IntegrationUse,
  maxRenewals,
  type Renewal,
  type SharedIntegration,
} from '#contract/shared-integration.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorBanner } from '../../ui/error-banner.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { EffectDetail, Problems } from './effect-detail.tsx'
import { batchesOf, useEffects } from './effects.ts'
import styles from './integration.module.css'
import { RenewalList } from './renewal-list.tsx'

interface RepublishDialogProps {
  readonly integration: SharedIntegration
  /** Of the revision shown: no newer one is published unseen. */
  readonly etag: string
  readonly behind: readonly IntegrationUse[]
  readonly onClose: () => void
}

/** Renews live endpoints that are behind, and says of each how it went. Mount it to open it. */
export function RepublishDialog(props: RepublishDialogProps) {
  const { t } = useI18n()
  const id = () => props.integration.id
  const effects = useEffects(id, () => props.integration.config)
  const [left, setLeft] = createSignal<readonly string[]>([])
  const chosen = () => props.behind.flatMap((one) => (left().includes(one.id) ? [] : one.id))
  const [done, setDone] = createSignal<readonly Renewal[]>([])
  const stale = [keys.allEndpoints, keys.allIntegrations, keys.integration(props.integration.id)]
  const republish = useAction('republishIntegration', { invalidates: stale })
  const run = async () => {
    const { etag } = props
    for (const endpoints of batchesOf(chosen(), maxRenewals)) {
      const call = { params: { id: id() }, ifMatch: etag, body: { endpoints } }
      // oxlint-disable-next-line no-await-in-loop -- each moves the same routing table
      const { data } = await republish.mutateAsync(call)
      setDone((before) => [...before, ...data.items])
    }
  }
  const toggle = (endpoint: string, isChosen: boolean) =>
    setLeft(isChosen ? left().filter((one) => one !== endpoint) : [...left(), endpoint])
  const isOver = () => done().length > 0
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      size="wide"
      title={t('integrations.republish.title', { revision: props.integration.revision })}
      description={t('integrations.republish.text')}
      actions={
        <Show
          when={!isOver()}
          fallback={<Button onClick={() => props.onClose()}>{t('common.done')}</Button>}
        >
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={republish.isPending}
            disabled={chosen().length === 0}
            // A refusal is shown above, from republish.error.
            onClick={() => void run().catch(() => republish.error)}
          >
            {t('integrations.republish.run')}
          </Button>
        </Show>
      }
    >
      <div class={styles['effects']}>
        <Show when={republish.error}>
          {(error) => <ErrorBanner error={error()} title={t('integrations.republish.failed')} />}
        </Show>
        <Show when={!isOver()} fallback={<RenewalList renewals={done()} />}>
          <QueryView query={effects}>
            {(data) => (
              <>
                <Problems title={t('integrations.effect.issues')} issues={data().issues} />
                <Choices
                  behind={props.behind}
                  effects={data().endpoints}
                  left={left()}
                  onToggle={toggle}
                />
              </>
            )}
          </QueryView>
        </Show>
      </div>
    </Dialog>
  )
}

interface ChoicesProps {
  readonly behind: readonly IntegrationUse[]
  /** Of the newest ones; the others are checked when they are renewed. */
  readonly effects: readonly IntegrationEffect[]
  readonly left: readonly string[]
  readonly onToggle: (endpoint: string, isChosen: boolean) => void
}

function Choices(props: ChoicesProps) {
  const { t } = useI18n()
  return (
    <fieldset class={styles['effects']}>
      <legend class="sr-only">{t('integrations.republish.choose')}</legend>
      <For each={props.behind}>
        {(use) => (
          <div class={styles['effect']}>
            <label class={styles['head']}>
              <input
                type="checkbox"
                checked={!props.left.includes(use.id)}
                onChange={(event) => props.onToggle(use.id, event.currentTarget.checked)}
              />
              <strong>{use.name}</strong>
              <code>
                {use.method} {use.path}
              </code>
              <span class="muted">
                {t('integrations.revision', { revision: use.live?.revision ?? '' })}
              </span>
            </label>
            <Show when={props.effects.find((effect) => effect.id === use.id)}>
              {(effect) => <EffectDetail effect={{ ...effect(), draftIssues: [] }} />}
            </Show>
          </div>
        )}
      </For>
    </fieldset>
  )
}
