import { For, Show } from 'solid-js'

import type { IntegrationCall } from '#contract/integration-calls.ts'

import { useI18n } from '../i18n/index.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Moment } from '../ui/moment.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import table from '../ui/table.module.css'
import styles from './recent-calls.module.css'
import { toneOf } from './status.ts'

/** Calls, newest first, their durations on a common scale. */
export function CallTable(props: { readonly calls: readonly IntegrationCall[] }) {
  const { t, format } = useI18n()
  const longestMs = () => Math.max(1, ...props.calls.map(({ durationMs }) => durationMs))
  return (
    <>
      <div
        class={styles['scroll']}
        tabIndex={0}
        role="region"
        aria-label={t('builder.flow.calls.title')}
      >
        <table class={table['table']}>
          <thead>
            <tr>
              <th>{t('builder.flow.calls.at')}</th>
              <th>{t('builder.flow.calls.outcome')}</th>
              <th>{t('builder.flow.calls.duration')}</th>
              <th class={table['end']}>{t('builder.flow.calls.attempts')}</th>
              <th>{t('builder.flow.calls.fallback')}</th>
              <th>{t('builder.flow.calls.request')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.calls}>{(call) => <Row call={call} longestMs={longestMs()} />}</For>
          </tbody>
        </table>
      </div>
      <p class={styles['note']}>
        {t('builder.flow.calls.note')}{' '}
        {t('builder.flow.calls.slowest', { duration: format.durationMs(longestMs()) })}
      </p>
    </>
  )
}

function Row(props: { readonly call: IntegrationCall; readonly longestMs: number }) {
  const { t, format } = useI18n()
  const called = () =>
    `${props.call.method} ${props.call.target} · ${t('builder.flow.calls.version', { version: props.call.version })}`
  const strategy = () => {
    const { fallback } = props.call
    if (fallback === null) return t('builder.flow.calls.none')
    return t(`builder.flow.calls.strategies.${fallback}`) ?? fallback
  }
  return (
    <tr title={called()} data-failed={props.call.failed}>
      <td class={table['shrink']}>
        <Moment at={props.call.at} />
      </td>
      <td class={table['shrink']}>
        <Outcome call={props.call} />
      </td>
      <td>
        <span class={styles['duration']}>
          <span class={styles['lane']} aria-hidden="true">
            <span
              class={styles['bar']}
              data-failed={props.call.failed}
              style={{ width: `${Math.max(2, (props.call.durationMs / props.longestMs) * 100)}%` }}
            />
          </span>
          <span>{format.durationMs(props.call.durationMs)}</span>
        </span>
      </td>
      <td class={table['end']}>{format.number(props.call.attempts)}</td>
      <td class={table['shrink']}>{strategy()}</td>
      <td class={table['shrink']}>
        <span class={styles['id']}>
          <code>{props.call.requestId.slice(0, 12)}…</code>
          <CopyButton text={props.call.requestId} label={t('builder.flow.calls.copy')} />
        </span>
      </td>
    </tr>
  )
}

/** The status of the service, or why there is none, and the breaker unless it is closed. */
function Outcome(props: { readonly call: IntegrationCall }) {
  const { t } = useI18n()
  const words = () => {
    const { status, code } = props.call
    if (code === null) return String(status ?? t('builder.flow.calls.noAnswer'))
    return status === null ? code : `${status} ${code}`
  }
  const tone = () => {
    const { failed, status } = props.call
    return failed && (status ?? 500) < 400 ? 'bad' : toneOf(status ?? 500)
  }
  const breaker = () => (props.call.breaker === 'closed' ? null : props.call.breaker)
  return (
    <>
      <StatusTag tone={tone()}>{words()}</StatusTag>
      <Show when={breaker()}>
        {(state) => (
          <span class={styles['breaker']}>{t(`builder.flow.calls.breaker.${state()}`)}</span>
        )}
      </Show>
    </>
  )
}
