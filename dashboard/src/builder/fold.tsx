import { createSignal, type JSX, Show } from 'solid-js'

import styles from './workspace.module.css'

/** Content that is made when it is opened. */
export function Fold(props: { readonly title: string; readonly children: JSX.Element }) {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <details class={styles['more']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{props.title}</summary>
      <Show when={isOpen()}>{props.children}</Show>
    </details>
  )
}
