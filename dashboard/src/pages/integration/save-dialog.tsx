import { useQueryClient } from '@tanstack/solid-query'
import { For, Show } from 'solid-js'

import type { SharedIntegration } from '#contract/shared-integration.ts'

import { keys } from '../../api/keys.ts'
import type { Output } from '../../api/types.ts'
import type { DraftStore } from '../../builder/create-draft-store.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { showToast } from '../../ui/toast.ts'
import { EffectDetail, Problems } from './effect-detail.tsx'
import { isNoticed, useEffects } from './effects.ts'
import styles from './integration.module.css'

interface SaveDialogProps {
  readonly integration: SharedIntegration
  readonly store: DraftStore
  readonly onClose: () => void
}

/** The last look before a revision is made: what each endpoint would notice of it. Mount it to open it. */
export function SaveDialog(props: SaveDialogProps) {
  const { t } = useI18n()
  const client = useQueryClient()
  const effects = useEffects(
    () => props.integration.id,
    () => props.store.draft().value,
  )
  const save = async () => {
    const isSaved = await props.store.saveNow()
    // What went wrong stands on the page.
    props.onClose()
    if (!isSaved) return
    const stale = [keys.allIntegrations, keys.integration(props.integration.id), keys.allAudit]
    await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
    showToast({ text: t('integrations.save.saved', { revision: props.integration.revision }) })
  }
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      size="wide"
      title={t('integrations.save.title', { revision: props.integration.revision + 1 })}
      description={t('integrations.save.text')}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={props.store.isSaving()}
            disabled={effects.data?.valid !== true}
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <QueryView query={effects}>{(data) => <Effects check={data()} />}</QueryView>
    </Dialog>
  )
}

function Effects(props: { readonly check: Output<'checkIntegration'> }) {
  const { t } = useI18n()
  const shown = () => props.check.endpoints.length
  const noticed = () => props.check.endpoints.filter(isNoticed)
  return (
    <div class={styles['effects']}>
      <Problems title={t('integrations.save.invalid')} issues={props.check.issues} />
      <Show when={props.check.valid && noticed().length === 0}>
        <p class="muted">{t(`integrations.save.${shown() === 0 ? 'nobody' : 'harmless'}`)}</p>
      </Show>
      <For each={noticed()}>
        {(effect) => (
          <section class={styles['effect']} aria-label={effect.name}>
            <div class={styles['head']}>
              <EndpointLink endpoint={effect} />
              <span class="muted">
                {effect.name} ·{' '}
                {effect.liveRevision === null
                  ? t('integrations.effect.draftOnly')
                  : t('integrations.revision', { revision: effect.liveRevision })}
              </span>
            </div>
            <EffectDetail effect={effect} />
          </section>
        )}
      </For>
      <Show when={props.check.endpointCount > shown()}>
        <p class="muted">
          {t('integrations.save.more', { shown: shown(), count: props.check.endpointCount })}
        </p>
      </Show>
    </div>
  )
}
