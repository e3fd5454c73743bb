import { For } from 'solid-js'

import styles from './skeleton.module.css'

/** Rows of the layout to come; invisible for the first 150 ms. */
export function Skeleton(props: { readonly rows?: number }) {
  return (
    <div class={styles['skeleton']} aria-hidden="true">
      <For each={Array.from({ length: props.rows ?? 3 })}>
        {() => <div class={styles['row']} />}
      </For>
    </div>
  )
}
