import { Show } from 'solid-js'

import type { Breaker } from '#contract/breaker.ts'

import { useI18n } from '../i18n/index.ts'
import { StatusTag, type Tone } from '../ui/status-tag.tsx'
import { useBuilder } from './builder-context.ts'
import { isOpen, useBreakers } from './use-breakers.ts'

const calmMs = 15_000

/** State of the live breaker of an integration; nothing where there is none. */
export function BreakerState(props: { readonly id: string }) {
  const query = useBreakers(calmMs)
  const breaker = () => query.data?.find(({ integrationId }) => integrationId === props.id)
  return <Show when={breaker()}>{(found) => <BreakerTag state={found().state} />}</Show>
}

export function BreakerTag(props: { readonly state: Breaker['state'] }) {
  const { t } = useI18n()
  return (
    <StatusTag tone={tones[props.state]}>
      {t(`builder.resilience.live.states.${props.state}`)}
    </StatusTag>
  )
}

/** In the head of the endpoint's page, while a breaker keeps calls away; leads to it. */
export function BreakerBadge() {
  const { t } = useI18n()
  const builder = useBuilder()
  const query = useBreakers(calmMs)
  const count = () => query.data?.filter(isOpen).length ?? 0
  return (
    <Show when={count() > 0}>
      <button type="button" onClick={() => builder.show('integrations')}>
        <StatusTag tone="bad">{t('builder.resilience.live.badge', { count: count() })}</StatusTag>
      </button>
    </Show>
  )
}

const tones: Readonly<Record<Breaker['state'], Tone>> = {
  closed: 'ok',
  open: 'bad',
  'half-open': 'warn',
  'forced-open': 'bad',
  disabled: 'neutral',
}
