import { createUniqueId, For } from 'solid-js'

import type { SelectOption } from './select.tsx'
import styles from './segmented-control.module.css'

export interface SegmentedControlProps<Value extends string = string> {
  /** Names the group; `Field` cannot, for a group has no single control. */
  readonly label: string
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly showLabel?: boolean
}

/** One of two to five choices, all visible. Native radios: arrows, form and readers come with them. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const name = createUniqueId()
  return (
    <fieldset class={styles['group']}>
      <legend class={props.showLabel === true ? styles['legend'] : 'sr-only'}>{props.label}</legend>
      <div class={styles['track']}>
        <For each={props.options}>
          {(option) => (
            <label class={styles['segment']}>
              <input
                type="radio"
                class="sr-only"
                name={name}
                value={option.value}
                checked={option.value === props.value}
                disabled={option.disabled === true}
                onChange={() => props.onChange(option.value)}
              />
              {option.label}
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
