import ChevronRight from 'lucide-solid/icons/chevron-right'
import { For, Show } from 'solid-js'

import type { TraceSpan } from '#contract/trace.ts'

import { type Translate, useI18n } from '../i18n/index.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './test-panel.module.css'
import { factsOf, type SpanFacts } from './trace-facts.ts'
import { TraceDetail } from './trace-detail.tsx'

const NARROWEST_PERCENT = 1.5

/** What every stage did, one line each, on a common time axis. What a stage decided opens below its line. */
export function TraceWaterfall(props: { readonly spans: readonly TraceSpan[] }) {
  const { t } = useI18n()
  const total = () => Math.max(1, ...props.spans.map((span) => span.startMs + span.durationMs))
  return (
    <ol class={styles['trace']}>
      <For each={props.spans}>
        {(span) => {
          const facts = factsOf(t, span)
          return (
            <li>
              <Show
                when={hasFacts(facts)}
                fallback={
                  <div class={styles['span']}>
                    <Lane span={span} totalMs={total()} />
                  </div>
                }
              >
                <details class={styles['decision']} open={isDecisive(span, facts)}>
                  <summary class={styles['span']}>
                    <Icon of={ChevronRight} />
                    <Lane span={span} totalMs={total()} />
                  </summary>
                  <TraceDetail facts={facts} outcome={span.outcome} />
                </details>
              </Show>
            </li>
          )
        }}
      </For>
    </ol>
  )
}

const hasFacts = ({ verdict, details, issues }: SpanFacts): boolean =>
  verdict !== undefined || details.length > 0 || issues.length > 0

/** Opened without a click: what refused the request, and what is worth reading though it did not. */
const isDecisive = (span: TraceSpan, { verdict, issues, isNotable }: SpanFacts): boolean =>
  span.outcome === 'refused' ||
  span.outcome === 'failed' ||
  issues.length > 0 ||
  (isNotable && verdict !== undefined)

function Lane(props: { readonly span: TraceSpan; readonly totalMs: number }) {
  const { t, format } = useI18n()
  const percent = (ms: number) => (ms / props.totalMs) * 100
  const label = () => stageLabel(t, props.span)
  return (
    <>
      <span class={styles['stage']} title={label()}>
        {label()}
        <span class="sr-only"> {t(`builder.outcome.${props.span.outcome}`)}</span>
      </span>
      <span class={styles['lane']} aria-hidden="true">
        <span
          class={styles['bar']}
          data-outcome={props.span.outcome}
          style={{
            'margin-inline-start': `${Math.min(percent(props.span.startMs), 100 - NARROWEST_PERCENT)}%`,
            width: `${Math.max(percent(props.span.durationMs), NARROWEST_PERCENT)}%`,
          }}
        />
      </span>
      <span class={styles['took']}>
        {props.span.outcome === 'skipped'
          ? t('builder.outcome.skipped')
          : format.durationMs(props.span.durationMs)}
      </span>
    </>
  )
}

/** Names that the gateway gives are words; those of integrations and transformations are the author's. */
function stageLabel(t: Translate, { stage, name }: TraceSpan): string {
  const whole = t(`builder.stages.${stage}/${name}`) as string | undefined
  const words = whole ?? (t(`builder.stages.${stage}`) as string | undefined) ?? stage
  const isSaid = whole !== undefined || name === '' || name === stage || stage === 'route'
  return isSaid ? words : `${words} ${name}`
}
