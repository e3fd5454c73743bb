import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'

import type { TraceSpan } from '#contract/trace.ts'

import { IssueList } from './issue-list.tsx'
import styles from './test-panel.module.css'
import type { SpanDetail, SpanFacts } from './trace-facts.ts'

interface TraceDetailProps {
  readonly facts: SpanFacts
  readonly outcome: TraceSpan['outcome']
}

/** What a stage decided, in words, and what it decided by. */
export function TraceDetail(props: TraceDetailProps) {
  return (
    <div class={styles['detail']}>
      <Show when={props.facts.verdict}>
        {(verdict) => (
          <p class={styles['verdict']} data-outcome={props.outcome}>
            {verdict()}
          </p>
        )}
      </Show>
      <IssueList issues={props.facts.issues} areLinked={!props.facts.isOfAnswer} />
      <Show when={props.facts.details.length > 0}>
        <dl class={styles['facts']}>
          <For each={props.facts.details}>
            {(detail) => (
              <>
                <dt>{detail.name}</dt>
                <dd data-words={detail.isWords === true ? 'true' : undefined}>
                  <Show when={pageOf(detail)} fallback={detail.value}>
                    {(href) => <A href={href()}>{detail.value}</A>}
                  </Show>
                </dd>
              </>
            )}
          </For>
        </dl>
      </Show>
    </div>
  )
}

/** A consumer has a page of its own. */
const pageOf = ({ key, value }: SpanDetail): string | undefined =>
  key === 'consumer' && /^con_\w+$/.test(value) ? `/consumers/${value}` : undefined
