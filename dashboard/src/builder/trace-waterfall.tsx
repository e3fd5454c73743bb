import { For } from 'solid-js'

import type { TraceSpan } from '#contract/trace.ts'

import { useI18n } from '../i18n/index.ts'
import styles from './test-panel.module.css'

const NARROWEST_PERCENT = 1.5

/** What every stage did, one line each, on a common time axis. */
export function TraceWaterfall(props: { readonly spans: readonly TraceSpan[] }) {
  const { t, format } = useI18n()
  const total = () => Math.max(1, ...props.spans.map((span) => span.startMs + span.durationMs))
  const percent = (ms: number) => (ms / total()) * 100
  const width = (span: TraceSpan) => Math.max(percent(span.durationMs), NARROWEST_PERCENT)
  const label = (span: TraceSpan) => {
    const known: unknown = t(`builder.stages.${span.stage}`)
    const stage = typeof known === 'string' ? known : span.stage
    return span.name === '' || span.name === span.stage ? stage : `${stage} ${span.name}`
  }
  return (
    <ol class={styles['trace']}>
      <For each={props.spans}>
        {(span) => (
          <li class={styles['span']} title={JSON.stringify(span.detail)}>
            <span>
              {label(span)}
              <span class="sr-only"> {t(`builder.outcome.${span.outcome}`)}</span>
            </span>
            <span class={styles['lane']} aria-hidden="true">
              <span
                class={styles['bar']}
                data-outcome={span.outcome}
                style={{
                  'margin-inline-start': `${Math.min(percent(span.startMs), 100 - NARROWEST_PERCENT)}%`,
                  width: `${width(span)}%`,
                }}
              />
            </span>
            <span>
              {span.outcome === 'skipped'
                ? t('builder.outcome.skipped')
                : format.durationMs(span.durationMs)}
            </span>
          </li>
        )}
      </For>
    </ol>
  )
}
