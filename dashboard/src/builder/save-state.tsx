import { Match, Switch } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { isUnsaved, problemCount } from './draft.ts'
import styles from './workspace.module.css'

/** Whether the draft is on the server, and if not, why. */
export function SaveState() {
  const { t, locale } = useI18n()
  const builder = useBuilder()
  const draft = builder.store.draft
  const problems = () => problemCount(draft())
  const time = (at: number) =>
    new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(at)
  return (
    <span
      class={styles['saveState']}
      role="status"
      data-tone={isUnsaved(draft()) && problems() > 0 ? 'bad' : undefined}
    >
      <Switch>
        <Match when={!builder.canEdit()}>{t('builder.readOnly')}</Match>
        <Match when={draft().conflict}>{t('builder.notSavedConflict')}</Match>
        <Match when={isUnsaved(draft()) && problems() > 0}>
          {t('builder.notSaved', { count: problems() })}
        </Match>
        <Match when={builder.store.isSaving()}>{t('builder.saving')}</Match>
        <Match when={isUnsaved(draft())}>{t('builder.unsaved')}</Match>
        <Match when={draft().saved.savedAt}>
          {(at) => t('builder.savedAt', { time: time(at()) })}
        </Match>
      </Switch>
    </span>
  )
}
