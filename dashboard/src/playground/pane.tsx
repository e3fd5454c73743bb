import { createUniqueId, type JSX, Show } from 'solid-js'

import styles from './playground.module.css'

interface PaneProps {
  readonly title: string
  readonly tools?: JSX.Element
  readonly children: JSX.Element
}

/** One of the three columns. */
export function Pane(props: PaneProps) {
  const id = createUniqueId()
  return (
    <section class={styles['pane']} aria-labelledby={id}>
      <header class={styles['head']}>
        <h2 id={id}>{props.title}</h2>
        <Show when={props.tools}>
          <div class={styles['tools']}>{props.tools}</div>
        </Show>
      </header>
      {props.children}
    </section>
  )
}
