import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { Show } from 'solid-js'

import type { ConsumerKey } from '#contract/consumer.ts'

import { Icon } from '../../ui/icon.tsx'
import { Moment } from '../../ui/moment.tsx'
import styles from './key-table.module.css'

const soonMs = 7 * 86_400_000

/** When a key ends; a warning when that is within a week. */
export function KeyExpiry(props: { readonly of: ConsumerKey }) {
  const endsSoon = () => expiresSoon(props.of, Date.now())
  return (
    <span class={endsSoon() ? styles['soon'] : 'muted'}>
      <Show when={endsSoon()}>
        <Icon of={TriangleAlert} size={14} />
      </Show>
      <Moment at={props.of.expiresAt} />
    </span>
  )
}

/** True while it is accepted, not replaced, and has no more than seven days to go. */
export function expiresSoon(
  { expiresAt, state }: Pick<ConsumerKey, 'expiresAt' | 'state'>,
  nowMs: number,
): boolean {
  if (expiresAt === null || state !== 'active') return false
  const leftMs = Date.parse(expiresAt) - nowMs
  return leftMs > 0 && leftMs <= soonMs
}
