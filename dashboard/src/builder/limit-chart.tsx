import { For, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import type { Preview, PreviewSecond } from './rate-limit-preview.ts'
import chart from './chart.module.css'
import styles from './rate-limit.module.css'

/** Units of the drawing: a bar, the space after it, and the whole height. */
const barWidth = 6
const step = 8
const height = 56
const secondsPerBar = 2
const kinds = ['admitted', 'shadow', 'refused'] as const
type Kind = (typeof kinds)[number]

interface LimitChartProps {
  readonly of: Preview
  /** What it shows, in words. */
  readonly label: string
}

/** Two minutes of requests as bars: what is admitted below, what is refused on top. */
export function LimitChart(props: LimitChartProps) {
  const { t } = useI18n()
  const bars = () => barsOf(props.of.seconds)
  const shown = () =>
    kinds.filter((kind) => kind === 'admitted' || bars().some((bar) => bar[kind] > 0))
  return (
    <figure class={styles['chart']}>
      <svg
        role="img"
        aria-label={props.label}
        viewBox={`0 0 ${bars().length * step - (step - barWidth)} ${height}`}
        preserveAspectRatio="none"
      >
        <For each={stacksOf(bars())}>
          {(part) => (
            <rect
              class={styles[part.kind]}
              x={part.bar * step}
              y={part.y}
              width={barWidth}
              height={part.height}
            />
          )}
        </For>
      </svg>
      <div class={chart['axis']} aria-hidden="true">
        <span>0 s</span>
        <span>60 s</span>
        <span>120 s</span>
      </div>
      <Show when={shown().length > 1}>
        <figcaption class={`${chart['legend']} ${styles['legend']}`}>
          <For each={shown()}>
            {(kind) => (
              <span data-kind={kind}>{t(`builder.rateLimit.preview.legend.${kind}`)}</span>
            )}
          </For>
        </figcaption>
      </Show>
    </figure>
  )
}

/** `admitted` is here what no limit would refuse: a bar is the sum of its parts. */
type Bar = Readonly<Record<Kind, number>>

function barsOf(seconds: readonly PreviewSecond[]): Bar[] {
  return Array.from({ length: seconds.length / secondsPerBar }, (_, bar) => {
    const own = seconds.slice(bar * secondsPerBar, (bar + 1) * secondsPerBar)
    const sum = (of: keyof PreviewSecond) => own.reduce((total, second) => total + second[of], 0)
    const shadow = sum('shadow')
    return { admitted: sum('admitted') - shadow, shadow, refused: sum('refused') }
  })
}

function stacksOf(bars: readonly Bar[]) {
  const top = Math.max(1, ...bars.map((bar) => bar.admitted + bar.shadow + bar.refused))
  return bars.flatMap((bar, index) => {
    let y = height
    return kinds
      .filter((kind) => bar[kind] > 0)
      .map((kind) => {
        const tall = (bar[kind] / top) * height
        y -= tall
        // A hair between parts, as between bars.
        return { bar: index, kind, y, height: Math.max(tall - 1, 0.5) }
      })
  })
}
