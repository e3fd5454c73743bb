import { Show } from 'solid-js'

import type { ConsumerKey } from '#contract/consumer.ts'

import { useI18n } from '../../i18n/index.ts'
import { StatusTag, type Tone } from '../../ui/status-tag.tsx'

type State = ConsumerKey['state']

const tones: Readonly<Record<State, Tone>> = {
  active: 'ok',
  pending: 'info',
  retiring: 'warn',
  expired: 'neutral',
  revoked: 'bad',
}

export const keyStates = Object.keys(tones) as State[]

interface KeyStateProps {
  readonly of: State
  /** Of its consumer: a key of one that is off opens nothing. */
  readonly isConsumerActive: boolean
}

export function KeyState(props: KeyStateProps) {
  const { t } = useI18n()
  const isOver = () => props.of === 'revoked' || props.of === 'expired'
  return (
    <Show
      when={props.isConsumerActive || isOver()}
      fallback={<StatusTag tone="neutral">{t('keys.consumerOff')}</StatusTag>}
    >
      <StatusTag tone={tones[props.of]}>{t(`consumers.states.${props.of}`)}</StatusTag>
    </Show>
  )
}
