import { createUniqueId, type JSX, Show } from 'solid-js'

import styles from './card.module.css'

interface CardProps {
  readonly title: string
  readonly note?: JSX.Element
  readonly actions?: JSX.Element
  /** Pads the body; tables go without. */
  readonly padded?: boolean
  readonly children: JSX.Element
}

export function Card(props: CardProps) {
  const id = createUniqueId()
  return (
    <section class={styles['card']} aria-labelledby={id}>
      <header class={styles['head']}>
        <h2 id={id}>{props.title}</h2>
        <Show when={props.note}>
          <p class={styles['note']}>{props.note}</p>
        </Show>
        <Show when={props.actions}>
          <div class={styles['actions']}>{props.actions}</div>
        </Show>
      </header>
      <div class={props.padded === true ? styles['padded'] : styles['body']}>{props.children}</div>
    </section>
  )
}
