import { createMemo, For, Show } from 'solid-js'

import { isRecord } from '#contract/is-record.ts'

import { print } from '../builder/json-patch-text.ts'
import { jsonTokens } from '../builder/json-tokens.ts'
import { useI18n } from '../i18n/index.ts'
import styles from './playground.module.css'

interface JsonValueProps {
  readonly label: string
  readonly value: unknown
  /** Of something older than what is written. */
  readonly isStale?: boolean
}

/** A value as coloured JSON, to read. */
export function JsonValue(props: JsonValueProps) {
  const { t } = useI18n()
  const text = createMemo(() => print(props.value))
  return (
    <Show
      when={!isTruncated(props.value)}
      fallback={<p class={styles['note']}>{t('playground.truncated')}</p>}
    >
      <pre
        class={styles['json']}
        tabIndex={0}
        role="region"
        aria-label={props.label}
        data-stale={props.isStale === true ? 'true' : undefined}
      >
        <For each={jsonTokens(text())}>
          {(token) => <span data-kind={token.kind}>{token.text}</span>}
        </For>
      </pre>
    </Show>
  )
}

/** How the engine writes a value that is too large to send. */
export const isTruncated = (value: unknown): boolean =>
  isRecord(value) && value['truncated'] === true && Object.keys(value).length === 1
