import { createMemo, createSignal, onCleanup, Show } from 'solid-js'

import type { Breaker } from '#contract/breaker.ts'

import { useI18n } from '../i18n/index.ts'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { BreakerActions } from './breaker-actions.tsx'
import { BreakerEvents } from './breaker-events.tsx'
import { BreakerTag } from './breaker-state.tsx'
import { useBuilder } from './builder-context.ts'
import { valueAt } from './pointer.ts'
import { percentText } from './resilience-words.ts'
import styles from './resilience.module.css'
import { useBreakers } from './use-breakers.ts'

const everyMs = 5_000

/** The breaker of the published version as it stands: state, counts, when it probes, and its levers. */
export function BreakerLive(props: { readonly id: string }) {
  const { t } = useI18n()
  const query = useBreakers(everyMs)
  const breaker = createMemo(() =>
    query.data?.find(({ integrationId }) => integrationId === props.id),
  )
  return (
    <section class={styles['live']} aria-label={t('builder.resilience.live.title')}>
      <Show when={query.isError}>
        <ErrorBanner
          error={query.error}
          title={t('builder.resilience.live.failed')}
          onRetry={() => void query.refetch()}
        />
      </Show>
      <Show
        when={breaker()}
        fallback={
          <Show when={!query.isLoading && !query.isError}>
            <p class="muted">{t('builder.resilience.live.notPublished')}</p>
          </Show>
        }
      >
        {(found) => (
          <>
            <BreakerHead breaker={found()} onDue={() => void query.refetch()} />
            <BreakerFacts breaker={found()} />
            <BreakerActions breaker={found()} />
            <BreakerEvents breaker={found()} />
          </>
        )}
      </Show>
    </section>
  )
}

interface BreakerHeadProps {
  readonly breaker: Breaker
  /** The time it told has come. */
  readonly onDue: () => void
}

function BreakerHead(props: BreakerHeadProps) {
  const { t } = useI18n()
  const seconds = useCountdown(
    () => props.breaker.until,
    () => props.onDue(),
  )
  const setBy = () => {
    const [last] = props.breaker.transitions
    return last?.cause === 'operator' ? last.by : null
  }
  const next = () => {
    const left = seconds()
    if (left === undefined) return undefined
    const isOpen = props.breaker.state === 'open'
    return t(`builder.resilience.live.${isOpen ? 'probe' : 'lease'}`, { seconds: left })
  }
  return (
    <div>
      <div class={styles['liveHead']}>
        <h4>{t('builder.resilience.live.title')}</h4>
        <BreakerTag state={props.breaker.state} />
        <span>{t(`builder.resilience.live.what.${props.breaker.state}`)}</span>
        <Show when={next()}>{(text) => <span role="timer">{text()}</span>}</Show>
        <Show when={setBy()}>
          {(name) => <span>{t('builder.resilience.live.by', { name: name() })}</span>}
        </Show>
      </div>
      <p class="muted">{t('builder.resilience.live.about')}</p>
    </div>
  )
}

function BreakerFacts(props: { readonly breaker: Breaker }) {
  const { t, locale, format } = useI18n()
  const builder = useBuilder()
  const least = () => {
    const all = valueAt(builder.live(), '/integrations')
    const list: readonly unknown[] = Array.isArray(all) ? all : []
    const live = list.find((one) => valueAt(one, '/id') === props.breaker.integrationId)
    return Number(valueAt(live, '/circuitBreaker/minimumNumberOfCalls') ?? 20)
  }
  /** No rate is told before there are enough calls. */
  const rate = (of: number | null, count: number) =>
    of === null
      ? format.number(count)
      : t('builder.resilience.live.of', { rate: percentText(locale(), of), count })
  const calls = () => {
    const { calls: count, failureRate } = props.breaker
    return failureRate === null
      ? t('builder.resilience.live.tooFew', { count, least: least() })
      : format.number(count)
  }
  return (
    <dl class={styles['facts']}>
      <div>
        <dt>{t('builder.resilience.live.failureRate')}</dt>
        <dd>{rate(props.breaker.failureRate, props.breaker.failed)}</dd>
      </div>
      <div>
        <dt>{t('builder.resilience.live.slowRate')}</dt>
        <dd>{rate(props.breaker.slowCallRate, props.breaker.slow)}</dd>
      </div>
      <div>
        <dt>{t('builder.resilience.live.calls')}</dt>
        <dd>{calls()}</dd>
      </div>
    </dl>
  )
}

/** Whole seconds until a time, each second anew; undefined without one. */
function useCountdown(until: () => string | null, onDue: () => void) {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 1_000)
  onCleanup(() => clearInterval(timer))
  let told = ''
  return () => {
    const at = until()
    if (at === null) return undefined
    const seconds = Math.max(0, Math.ceil((Date.parse(at) - now()) / 1_000))
    if (seconds === 0 && told !== at) {
      told = at
      queueMicrotask(onDue)
    }
    return seconds
  }
}
