import { For, Show } from 'solid-js'

import type { Issue } from '#contract/problem.ts'
import type { IntegrationEffect } from '#contract/shared-integration.ts'

import { useI18n } from '../../i18n/index.ts'
import { isNoticed } from './effects.ts'
import styles from './integration.module.css'

/** What one endpoint may notice, who reads the result there, and what stands in the way. */
export function EffectDetail(props: { readonly effect: IntegrationEffect }) {
  const { t } = useI18n()
  const sentence = (code: IntegrationEffect['changes'][number]['code']) =>
    // A code of a newer server stands as it is.
    (t(`integrations.effect.change.${code}`) as string | undefined) ?? code
  return (
    <div class={styles['detail']}>
      <Show when={!isNoticed(props.effect)}>
        <p class="muted">{t('integrations.effect.noChange')}</p>
      </Show>
      <ul class={styles['lines']}>
        <For each={props.effect.changes}>
          {(change) => (
            <li>
              {sentence(change.code)} <code>{change.before || '–'}</code> →{' '}
              <code>{change.after || '–'}</code>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.effect.changes.length > 0 && props.effect.readers.length > 0}>
        <p class="muted">
          {t('integrations.effect.readers')} <code>{props.effect.readers.join(', ')}</code>
        </p>
      </Show>
      <Problems title={t('integrations.effect.issues')} issues={props.effect.issues} />
      <Problems title={t('integrations.effect.draftIssues')} issues={props.effect.draftIssues} />
    </div>
  )
}

interface ProblemsProps {
  readonly title: string
  readonly issues: readonly Issue[]
}

/** Issues with their places, under a word on what they mean; nothing when there are none. */
export function Problems(props: ProblemsProps) {
  return (
    <Show when={props.issues.length > 0}>
      <div class={styles['problems']}>
        <p>{props.title}</p>
        <ul class={styles['lines']}>
          <For each={props.issues}>
            {(issue) => (
              <li>
                <code>{issue.pointer || '/'}</code> {issue.message}
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  )
}
