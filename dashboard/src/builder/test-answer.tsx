import { createMemo, createSignal, For, Show } from 'solid-js'

import type { Issue } from '#contract/problem.ts'
import type { TestResult } from '#contract/trace.ts'

import { useI18n } from '../i18n/index.ts'
import { StatusTag } from '../ui/status-tag.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { IssueList } from './issue-list.tsx'
import { jsonTokens } from './json-tokens.ts'
import { reasonOf, toneOf } from './status.ts'
import styles from './test-panel.module.css'
import { TraceWaterfall } from './trace-waterfall.tsx'

/** The answer of a test: status, time, size, and the three ways to look at it. */
export function TestAnswer(props: { readonly result: TestResult }) {
  const { t, format } = useI18n()
  const [tab, setTab] = createSignal('trace')
  const answer = () => props.result.response
  const size = () =>
    answer().bodyEncoding === 'base64'
      ? Math.floor((answer().body.length * 3) / 4)
      : new TextEncoder().encode(answer().body).length
  return (
    <>
      <div class={styles['status']} role="status">
        <StatusTag tone={toneOf(answer().status)}>
          {answer().status} {reasonOf(answer().status)}
        </StatusTag>
        <span>
          {format.durationMs(props.result.durationMs)} · {format.bytes(size())}
        </span>
      </div>
      <div class={styles['result']}>
        <Tabs
          label={t('builder.test.answer')}
          value={tab()}
          onChange={setTab}
          tabs={[
            {
              value: 'trace',
              label: t('builder.test.trace'),
              content: () => <TraceWaterfall spans={props.result.trace} />,
            },
            {
              value: 'body',
              label: t('builder.test.body'),
              content: () => <AnswerBody answer={answer()} />,
            },
            {
              value: 'headers',
              label: t('builder.test.headers'),
              badge: String(Object.keys(answer().headers).length),
              content: () => (
                <dl class={styles['headers']}>
                  <For each={Object.entries(answer().headers)}>
                    {([name, value]) => (
                      <>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                      </>
                    )}
                  </For>
                </dl>
              ),
            },
          ]}
        />
      </div>
    </>
  )
}

function AnswerBody(props: { readonly answer: TestResult['response'] }) {
  const { t } = useI18n()
  const parsed = createMemo(() => jsonOf(props.answer))
  const pretty = () => (parsed() === undefined ? '' : JSON.stringify(parsed(), null, 2))
  return (
    <>
      <IssueList {...issuesOf(parsed())} />
      <Show
        when={pretty()}
        fallback={
          <pre tabIndex={0}>
            {props.answer.body === '' ? t('builder.test.emptyBody') : props.answer.body}
          </pre>
        }
      >
        <pre tabIndex={0}>
          <For each={jsonTokens(pretty())}>
            {(token) => <span class={styles[token.kind] ?? ''}>{token.text}</span>}
          </For>
        </pre>
      </Show>
      <Show when={props.answer.truncated}>
        <p class="muted">{t('builder.test.truncated')}</p>
      </Show>
    </>
  )
}

/** Issues of a problem of the gateway. Those of an answer lead into a body that is not shown. */
function issuesOf(body: unknown): { issues: readonly Issue[]; areLinked: boolean } {
  const { details, code } = Object(body) as Readonly<Record<string, unknown>>
  const issues = Array.isArray(details)
    ? (details as Issue[]).filter((one) => typeof one?.pointer === 'string')
    : []
  return { issues, areLinked: code !== 'response_invalid' }
}

function jsonOf(answer: TestResult['response']): unknown {
  if (answer.bodyEncoding !== 'utf-8') return undefined
  try {
    const value: unknown = JSON.parse(answer.body)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
