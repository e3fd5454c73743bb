import Search from 'lucide-solid/icons/search'
import { Show } from 'solid-js'

import { Icon } from './icon.tsx'
import { Input } from './input.tsx'
import { Kbd } from './kbd.tsx'
import styles from './search-input.module.css'

interface SearchInputProps {
  /** Placeholder and name at once. */
  readonly label: string
  readonly value: string
  readonly onInput: (text: string) => void
  /** Shortcut that focuses it. */
  readonly keys?: string
  readonly ref?: (element: HTMLInputElement) => void
}

export function SearchInput(props: SearchInputProps) {
  return (
    <span class={styles['search']}>
      <Icon of={Search} class={styles['icon'] ?? ''} />
      <Input
        ref={(element) => props.ref?.(element)}
        type="search"
        class={styles['input'] ?? ''}
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <Show when={props.value === '' && props.keys}>
        {(keys) => (
          <span class={styles['keys']}>
            <Kbd keys={keys()} />
          </span>
        )}
      </Show>
    </span>
  )
}
