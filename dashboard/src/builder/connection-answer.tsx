import { For, Show } from 'solid-js'

import type { ConnectionTest } from '#contract/connection-test.ts'

import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { spanText } from '../lib/duration.ts'
import styles from './connection.module.css'
import { Fold } from './fold.tsx'
import { reasonOf, toneOf } from './status.ts'

type Answer = NonNullable<ConnectionTest['response']>

/** What came of a connection test. */
export function ConnectionAnswer(props: { readonly result: ConnectionTest }) {
  const { t, locale, format } = useI18n()
  const span = (ms: number) => spanText(locale(), Math.round(ms))
  return (
    <>
      <Show when={props.result.problem}>
        {(problem) => (
          <Banner tone="bad" title={t(`builder.connection.faults.${problem().fault}`)}>
            <code>{problem().code}</code> {problem().message}
          </Banner>
        )}
      </Show>
      <div class={styles['facts']}>
        <Show when={props.result.response}>
          {(answer) => (
            <StatusTag tone={toneOf(answer().status)}>
              {answer().status} {reasonOf(answer().status)}
            </StatusTag>
          )}
        </Show>
        <Show when={props.result.firstByteMs !== null}>
          <span>
            {t('builder.connection.firstByte')} {span(props.result.firstByteMs ?? 0)}
          </span>
        </Show>
        <span>
          {t('builder.connection.total')} {span(props.result.durationMs)}
        </span>
        <Show when={props.result.response}>
          {(answer) => (
            <span>
              {t('builder.connection.size')} {format.bytes(answer().bytes)}
            </span>
          )}
        </Show>
      </div>
      <Show when={props.result.response}>
        {(answer) => (
          <>
            <Show when={answer().status === 401 || answer().status === 403}>
              <p>{t('builder.connection.refusedCredentials')}</p>
            </Show>
            <AnswerBody answer={answer()} />
            <Fold title={t('builder.connection.headers')}>
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
            </Fold>
          </>
        )}
      </Show>
    </>
  )
}

function AnswerBody(props: { readonly answer: Answer }) {
  const { t, format } = useI18n()
  return (
    <Show
      when={props.answer.body !== null}
      fallback={<p>{t('builder.connection.binary', { size: format.bytes(props.answer.bytes) })}</p>}
    >
      <Show
        when={props.answer.body}
        fallback={<p class="muted">{t('builder.connection.emptyBody')}</p>}
      >
        {(body) => (
          <pre class={styles['body']} tabIndex={0} aria-label={t('builder.connection.body')}>
            {body()}
          </pre>
        )}
      </Show>
      <Show when={props.answer.truncated}>
        <p class="muted">{t('builder.connection.cut')}</p>
      </Show>
    </Show>
  )
}
