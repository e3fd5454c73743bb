import { For, Show } from 'solid-js'

import type { EvaluationError } from '#contract/transformation-routes.ts'

import { placeAt, rangeAt, unplaced } from '../form/expression-marks.ts'
import { useI18n } from '../i18n/index.ts'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'

interface Place {
  readonly pointer: string
  readonly from: number
  readonly to: number
}

interface ProblemListProps {
  /** Of the only expression that is shown; undefined: steps are, and named. */
  readonly pointer?: string
  /** What stands there while all is well. */
  readonly hint?: string
  readonly reveal: (place: Place) => void
}

/** What is wrong with the rule, in words. One click shows the place. */
export function ProblemList(props: ProblemListProps) {
  const { t } = useI18n()
  const { rule, problems, warnings } = usePlayground()
  const isEmpty = () => problems().length + warnings().length === 0
  const isShown = (pointer: string) =>
    props.pointer === undefined ? isExpression(pointer) : pointer === props.pointer
  const placeOf = ({ pointer, position }: EvaluationError): string | undefined => {
    if (!isShown(pointer)) return undefined
    const place = position === undefined ? undefined : placeAt(textAt(pointer), position)
    const step = stepOf(pointer)
    if (props.pointer !== undefined || step === undefined) return place
    return [t('playground.stepTitle', { step }), place].filter(Boolean).join(' · ')
  }
  const textAt = (pointer: string) => String(rule.get(pointer) ?? '')
  const line = (tone: 'bad' | 'warn') => (one: EvaluationError) => (
    <li data-tone={tone}>
      <Show when={placeOf(one)}>
        {(place) => (
          <button
            type="button"
            class={styles['place']}
            title={t('playground.showPlace')}
            onClick={() =>
              props.reveal({
                pointer: one.pointer,
                ...rangeAt(textAt(one.pointer), one.position),
              })
            }
          >
            {place()}
          </button>
        )}
      </Show>
      <span>
        <Show when={tone === 'warn'}>{t('playground.warning')}: </Show>
        {unplaced(one.message)}
      </span>
    </li>
  )
  return (
    <div class={styles['foot']} role="status">
      <Show
        when={!isEmpty()}
        fallback={<Show when={props.hint}>{(hint) => <p class={styles['hint']}>{hint()}</p>}</Show>}
      >
        <ul class={styles['problems']} aria-label={t('playground.problems')}>
          <For each={problems()}>{line('bad')}</For>
          <For each={warnings()}>{line('warn')}</For>
        </ul>
      </Show>
    </div>
  )
}

const isExpression = (pointer: string): boolean =>
  /^\/rules\/\d+\/(source|condition)$/.test(pointer)

/** Counted from 1. */
function stepOf(pointer: string): number | undefined {
  const index = /^\/rules\/(\d+)(?:\/|$)/.exec(pointer)?.[1]
  return index === undefined ? undefined : Number(index) + 1
}
