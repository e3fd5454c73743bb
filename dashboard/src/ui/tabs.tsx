import * as Kobalte from '@kobalte/core/tabs'
import { For, type JSX, Show } from 'solid-js'

import styles from './tabs.module.css'

export interface Tab {
  readonly value: string
  readonly label: string
  /** Small count or state beside the label. */
  readonly badge?: string | undefined
  readonly content: () => JSX.Element
}

export interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onChange: (value: string) => void
}

export function Tabs(props: TabsProps) {
  return (
    <Kobalte.Root value={props.value} onChange={props.onChange} class={styles['tabs']}>
      <Kobalte.List class={styles['list'] ?? ''} aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Kobalte.Trigger class={styles['tab'] ?? ''} value={tab.value}>
              {tab.label}
              <Show when={tab.badge}>
                <span class={styles['badge']}>{tab.badge}</span>
              </Show>
            </Kobalte.Trigger>
          )}
        </For>
      </Kobalte.List>
      <For each={props.tabs}>
        {(tab) => (
          <Kobalte.Content class={styles['panel'] ?? ''} value={tab.value}>
            {tab.content()}
          </Kobalte.Content>
        )}
      </For>
    </Kobalte.Root>
  )
}
