import { createUniqueId, Show } from 'solid-js'

import styles from './switch.module.css'

export interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly description?: string | undefined
  readonly disabled?: boolean
  readonly hideLabel?: boolean
}

/** On or off at once. A native checkbox with role switch, so forms and readers know it. */
export function Switch(props: SwitchProps) {
  const id = createUniqueId()
  return (
    <div class={styles['row']}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        class={styles['switch']}
        checked={props.checked}
        disabled={props.disabled === true}
        aria-describedby={props.description === undefined ? undefined : `${id}-about`}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <div class={props.hideLabel === true ? 'sr-only' : ''}>
        <label for={id} class={styles['label']}>
          {props.label}
        </label>
        <Show when={props.description}>
          <p id={`${id}-about`} class={styles['description']}>
            {props.description}
          </p>
        </Show>
      </div>
    </div>
  )
}
