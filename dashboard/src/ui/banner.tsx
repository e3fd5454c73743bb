import type { JSX } from 'solid-js'
import { Show } from 'solid-js'

import styles from './banner.module.css'

interface BannerProps {
  readonly tone: 'info' | 'warn' | 'bad' | 'ok'
  readonly title: string
  readonly children?: JSX.Element
  readonly actions?: JSX.Element
}

/** Says what is the matter, inline by the thing. Bad news is announced at once. */
export function Banner(props: BannerProps) {
  return (
    <div
      class={`${styles['banner']} ${styles[props.tone]}`}
      role={props.tone === 'bad' ? 'alert' : 'status'}
    >
      <div class={styles['text']}>
        <p class={styles['title']}>{props.title}</p>
        <Show when={props.children}>
          <div class={styles['body']}>{props.children}</div>
        </Show>
      </div>
      <Show when={props.actions}>
        <div class={styles['actions']}>{props.actions}</div>
      </Show>
    </div>
  )
}
