import type { JSX } from 'solid-js'

import styles from './status-tag.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'violet' | 'neutral'

interface StatusTagProps {
  readonly tone: Tone
  /** The word: colour only repeats it. */
  readonly children: JSX.Element
}

export function StatusTag(props: StatusTagProps) {
  return <span class={`${styles['tag']} ${styles[props.tone]}`}>{props.children}</span>
}
