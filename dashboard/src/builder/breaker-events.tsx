import { For, Show } from 'solid-js'

import type { Breaker } from '#contract/breaker.ts'

import { useI18n } from '../i18n/index.ts'
import { RelativeTime } from '../ui/relative-time.tsx'
import { useBuilder } from './builder-context.ts'
import styles from './resilience.module.css'

const shown = 5

/** The last changes of a breaker; the audit log has them all. */
export function BreakerEvents(props: { readonly breaker: Breaker }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const state = (of: Breaker['state']) => t(`builder.resilience.live.states.${of}`)
  return (
    <Show
      when={props.breaker.transitions.length > 0}
      fallback={<p class="muted">{t('builder.resilience.live.noEvents')}</p>}
    >
      <ul class={styles['events']} aria-label={t('builder.resilience.live.events')}>
        <For each={props.breaker.transitions.slice(0, shown)}>
          {(change) => (
            <li>
              <RelativeTime at={change.at} />
              <span>
                {t('builder.resilience.live.change', {
                  from: state(change.from),
                  to: state(change.to),
                })}
              </span>
              <span class="muted">
                {t(`builder.resilience.live.causes.${change.cause}`, {
                  calls: change.calls,
                  failed: change.failed,
                  slow: change.slow,
                  by: change.by ?? '',
                })}
              </span>
            </li>
          )}
        </For>
      </ul>
      <p>
        <a href={`/audit?target=${builder.endpoint().id}`}>{t('builder.resilience.live.audit')}</a>
      </p>
    </Show>
  )
}
