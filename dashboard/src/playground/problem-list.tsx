import { For, Show } from 'solid-js'

import type { EvaluationError } from '#contract/transformation-routes.ts'

import { useI18n } from '../i18n/index.ts'
import { rangeAt } from './expression-marks.ts'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'

interface ProblemListProps {
  readonly text: string
  /** Of the expression that the editor above shows. */
  readonly pointer: string
  /** What stands there while all is well. */
  readonly hint: string
  readonly reveal: (range: { readonly from: number; readonly to: number }) => void
}

/** What is wrong with an expression, in words. One click shows the place. */
export function ProblemList(props: ProblemListProps) {
  const { t } = useI18n()
  const { problems, warnings } = usePlayground()
  const isEmpty = () => problems().length + warnings().length === 0
  const line = (tone: 'bad' | 'warn') => (one: EvaluationError) => (
    <li data-tone={tone}>
      <Show when={one.pointer === props.pointer && one.position !== undefined}>
        <button
          type="button"
          class={styles['place']}
          title={t('playground.showPlace')}
          onClick={() => props.reveal(rangeAt(props.text, one.position))}
        >
          {placeOf(props.text, rangeAt(props.text, one.position).from)}
        </button>
      </Show>
      <span>
        <Show when={tone === 'warn'}>{t('playground.warning')}: </Show>
        {one.message}
      </span>
    </li>
  )
  return (
    <div class={styles['foot']} role="status">
      <Show when={!isEmpty()} fallback={<p class={styles['hint']}>{props.hint}</p>}>
        <ul class={styles['problems']} aria-label={t('playground.problems')}>
          <For each={problems()}>{line('bad')}</For>
          <For each={warnings()}>{line('warn')}</For>
        </ul>
      </Show>
    </div>
  )
}

/** `line:column`, counted from 1 as editors do. */
function placeOf(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n')
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}
