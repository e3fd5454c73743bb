import { type JSX, Show } from 'solid-js'

import styles from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  /** One sentence on what this is for. */
  readonly children: JSX.Element
  readonly action?: JSX.Element
  readonly snippet?: string | undefined
}

export function EmptyState(props: EmptyStateProps) {
  return (
    <div class={styles['empty']}>
      <h2 class={styles['title']}>{props.title}</h2>
      <p class={styles['text']}>{props.children}</p>
      <Show when={props.snippet}>
        <pre class={styles['snippet']} tabIndex={0}>
          {props.snippet}
        </pre>
      </Show>
      <Show when={props.action}>
        <div class={styles['action']}>{props.action}</div>
      </Show>
    </div>
  )
}
