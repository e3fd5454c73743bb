import { createEffect, type JSX, Show } from 'solid-js'

import { Brand } from './brand.tsx'
import styles from './gate.module.css'

interface GateProps {
  readonly title: string
  readonly intro?: string
  readonly wide?: boolean
  readonly children: JSX.Element
}

/** Frame of the pages before the dashboard: sign-in and first run. */
export function Gate(props: GateProps) {
  createEffect(() => {
    document.title = `${props.title} · Ecluse`
  })
  return (
    <div class={styles['gate']}>
      <header class={styles['head']}>
        <Brand />
      </header>
      <main class={`${styles['main']} ${props.wide === true ? styles['wide'] : ''}`}>
        <div>
          <h1 class={styles['title']}>{props.title}</h1>
          <Show when={props.intro}>
            <p class={styles['intro']}>{props.intro}</p>
          </Show>
        </div>
        {props.children}
      </main>
    </div>
  )
}
