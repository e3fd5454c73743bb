import { createMemo, For } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { spanText } from '../lib/duration.ts'
import parts from './part.module.css'
import { durationsOf, type ResilienceSettings } from './resilience-settings.ts'
import { worstCaseWords } from './resilience-words.ts'
import { type Timeline, timelineOf, type TimelinePart } from './retry-timeline.ts'
import chart from './chart.module.css'
import styles from './resilience.module.css'

/** Units of the drawing; the narrowest part is still seen. */
const width = 600
const height = 16
const narrowest = 3

/** The longest a call can take: drawn, and as a sum in words. */
export function WorstCase(props: { readonly settings: ResilienceSettings }) {
  const i18n = useI18n()
  const { t, locale } = i18n
  const timeline = createMemo(() => timelineOf(durationsOf(props.settings)))
  const words = () => worstCaseWords(props.settings, i18n)
  const bars = createMemo(() => barsOf(timeline()))
  const kinds = () => [...new Set(bars().map(({ look }) => look))]
  return (
    <figure class={styles['worst']} aria-label={t('builder.resilience.worst.title')}>
      <div class={parts['sentences']} aria-live="polite">
        <For each={words()}>
          {(sentence, at) => (
            <p>
              {at() === 0 ? <strong>{t('builder.resilience.worst.title')}: </strong> : ''}
              {sentence}
            </p>
          )}
        </For>
      </div>
      <svg
        role="img"
        aria-label={[t('builder.resilience.worst.chart'), ...words()].join(' ')}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
      >
        <For each={bars()}>
          {(bar) => (
            <rect
              class={styles[bar.look]}
              x={bar.x}
              y={bar.look === 'delay' ? height / 2 - 1 : 0}
              width={bar.width}
              height={bar.look === 'delay' ? 2 : height}
            />
          )}
        </For>
      </svg>
      <div class={chart['axis']} aria-hidden="true">
        <span>0 s</span>
        <span>{spanText(locale(), timeline().totalMs)}</span>
      </div>
      <figcaption class={`${chart['legend']} ${styles['legend']}`}>
        <For each={kinds()}>
          {(kind) => <span data-kind={kind}>{t(`builder.resilience.worst.legend.${kind}`)}</span>}
        </For>
      </figcaption>
    </figure>
  )
}

interface Bar {
  readonly look: TimelinePart['kind'] | 'cut'
  readonly x: number
  readonly width: number
}

/** What stands after the deadline is never reached. */
function barsOf({ parts: all, totalMs, cutMs = Number.POSITIVE_INFINITY }: Timeline): Bar[] {
  const widths = all.map(({ fromMs, toMs }) =>
    Math.max(narrowest, ((toMs - fromMs) / totalMs) * width),
  )
  const sum = widths.reduce((total, one) => total + one, 0)
  let x = 0
  return all.flatMap(({ kind, fromMs, toMs }, at) => {
    const wide = ((widths[at] ?? 0) / sum) * width
    const reached = Math.min(1, Math.max(0, (cutMs - fromMs) / (toMs - fromMs))) * wide
    const bars: Bar[] = [
      { look: kind, x, width: reached },
      { look: 'cut', x: x + reached, width: wide - reached },
    ]
    x += wide
    return bars.filter((bar) => bar.width > 0)
  })
}
