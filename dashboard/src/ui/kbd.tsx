import { For } from 'solid-js'

import { keyLabels } from '../lib/keys.ts'
import styles from './kbd.module.css'

/** A shortcut as written in the command list: `mod+k`, `g o`. */
export function Kbd(props: { readonly keys: string }) {
  return (
    <span class={styles['keys']}>
      <For each={keyLabels(props.keys)}>{(key) => <kbd class={styles['kbd']}>{key}</kbd>}</For>
    </span>
  )
}
