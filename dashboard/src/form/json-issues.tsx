import { For, Show } from 'solid-js'

import { rangeOf, type TextRange } from '../builder/json-diagnostics.ts'
import { useI18n } from '../i18n/index.ts'
import styles from './form.module.css'
import type { JsonText } from './json-text.ts'

interface JsonIssuesProps {
  readonly json: JsonText
  /** Shows a range of the text in its editor. */
  readonly reveal: (range: TextRange) => void
}

/** What is wrong with a JSON text, in words below it. One click shows the place. */
export function JsonIssues(props: JsonIssuesProps) {
  const { t } = useI18n()
  return (
    <Show
      when={props.json.broken()}
      fallback={
        <ul class={styles['issues']}>
          <For each={props.json.issues()}>
            {(issue) => (
              <li class={styles['error']}>
                <Show when={issue.pointer}>
                  <button
                    type="button"
                    class={styles['pointer']}
                    title={t('builder.form.showPlace')}
                    onClick={() => props.reveal(rangeOf(props.json.text(), issue.pointer))}
                  >
                    {issue.pointer}
                  </button>
                </Show>
                <span>{issue.message}</span>
              </li>
            )}
          </For>
        </ul>
      }
    >
      {(error) => (
        <p class={styles['error']}>
          <button
            type="button"
            class={styles['place']}
            title={t('builder.form.showPlace')}
            onClick={() => props.reveal({ from: error().offset, to: error().offset })}
          >
            {t('builder.form.brokenAt', { ...error() })}
          </button>
        </p>
      )}
    </Show>
  )
}
