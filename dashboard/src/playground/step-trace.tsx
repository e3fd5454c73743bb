import { createMemo, createSignal, For, Show } from 'solid-js'

import { DiffText } from '../builder/diff-text.tsx'
import { print } from '../builder/json-patch-text.ts'
import { parseJson } from '../builder/json-text.ts'
import { useOperations } from '../builder/step-operation.tsx'
import { labelOf } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { createPaneSizes } from '../lib/pane-sizes.ts'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Splitter } from '../ui/splitter.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { isTruncated, JsonValue } from './json-value.tsx'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'

const tones = { applied: 'ok', skipped: 'neutral', failed: 'bad' } as const
/** Comparing takes the square of the lines. */
const MOST_LINES = 1_500

/** Every step with what it did; the chosen one with the document it left. */
export function StepTrace() {
  const { t, format } = useI18n()
  const { rule, evaluation } = usePlayground()
  const steps = () => evaluation.result()?.steps ?? []
  const [chosen, setChosen] = createSignal(0)
  const current = () => Math.min(chosen(), steps().length - 1)
  const sizes = createPaneSizes({
    key: 'ecluse.playground.trace',
    initial: [40, 60],
    min: 15,
    storage: localStorage,
  })
  const operations = useOperations(() => String(rule.get('/type')))
  /** The engine counts on from step to step. */
  const workOf = (index: number) => (steps()[index]?.work ?? 0) - (steps()[index - 1]?.work ?? 0)
  const nameOf = (index: number, operation: string) => {
    const target = String(rule.get(`/rules/${index}/target`) ?? '')
    const title = operations().find((one) => one.name === operation)?.title ?? operation
    return `${labelOf(t, { title }, operation)} ${target}`.trim()
  }
  return (
    <Show
      when={steps().length > 0}
      fallback={
        <div class={styles['panel']}>
          <p class={styles['note']}>{t('playground.noSteps')}</p>
        </div>
      }
    >
      <div class={styles['split']} style={{ '--list': `${sizes.border(0).value}%` }}>
        <ol class={styles['trace']}>
          <For each={steps()}>
            {(step, index) => (
              <li>
                <button
                  type="button"
                  class={styles['traceStep']}
                  aria-pressed={index() === current()}
                  onClick={() => setChosen(index())}
                >
                  <strong>{t('playground.stepTitle', { step: step.index + 1 })}</strong>
                  <code>{nameOf(step.index, step.operation)}</code>
                  <span class={styles['traceWork']}>
                    {t('playground.stepWork', { work: format.number(workOf(index())) })}
                  </span>
                  <StatusTag tone={tones[step.outcome]}>
                    {t(`playground.outcome.${step.outcome}`)}
                  </StatusTag>
                </button>
              </li>
            )}
          </For>
        </ol>
        <Splitter
          orientation="horizontal"
          label={t('playground.height', { pane: t('playground.steps') })}
          border={sizes.border(0)}
          onMove={(by) => sizes.move(0, by)}
          onReset={sizes.reset}
        />
        <StepDocument index={current()} />
      </div>
    </Show>
  )
}

/** The document after a step, and what is different from before it. */
function StepDocument(props: { readonly index: number }) {
  const { t } = useI18n()
  const { evaluation, input } = usePlayground()
  const [view, setView] = createSignal<'changed' | 'whole'>('changed')
  const after = () => evaluation.result()?.steps[props.index]?.output
  const before = createMemo(() => {
    if (props.index > 0) return evaluation.result()?.steps[props.index - 1]?.output
    const parsed = parseJson(input())
    return parsed.ok ? parsed.value : undefined
  })
  const isLarge = () =>
    [before(), after()].some(
      (one) => isTruncated(one) || print(one).split('\n').length > MOST_LINES,
    )
  const isSame = () => print(before()) === print(after())
  return (
    <div class={styles['step']}>
      <SegmentedControl
        label={t('playground.stepView')}
        options={[
          { value: 'changed', label: t('playground.changed') },
          { value: 'whole', label: t('playground.whole') },
        ]}
        value={view()}
        onChange={setView}
      />
      <Show
        when={view() === 'changed'}
        fallback={
          <JsonValue label={t('playground.whole')} value={after()} isStale={evaluation.isStale()} />
        }
      >
        <Show
          when={!isLarge() && !isSame()}
          fallback={
            <p class={styles['note']}>
              {t(isLarge() ? 'playground.notComparable' : 'playground.unchanged')}
            </p>
          }
        >
          <DiffText folded label={t('playground.changed')} before={before()} after={after()} />
        </Show>
      </Show>
    </div>
  )
}
