import { For, type JSX, splitProps } from 'solid-js'
import ChevronDown from 'lucide-solid/icons/chevron-down'

import { Icon } from './icon.tsx'
import { inputClass } from './input.tsx'
import styles from './select.module.css'

export interface SelectOption<Value extends string = string> {
  readonly value: Value
  readonly label: string
  readonly disabled?: boolean
}

export interface SelectProps<Value extends string = string> extends Omit<
  JSX.SelectHTMLAttributes<HTMLSelectElement>,
  'onChange'
> {
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** The platform's own list: complete on every keyboard, reader and phone. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const [own, rest] = splitProps(props, ['options', 'value', 'onChange', 'class'])
  const choose = (index: number) => {
    const option = own.options[index]
    if (option !== undefined) own.onChange(option.value)
  }
  return (
    <span class={`${styles['select']} ${own.class ?? ''}`}>
      <select
        {...rest}
        class={inputClass({ extra: styles['control'] })}
        onChange={(event) => choose(event.currentTarget.selectedIndex)}
      >
        <For each={own.options}>
          {(option) => (
            <option
              value={option.value}
              disabled={option.disabled === true}
              selected={option.value === own.value}
            >
              {option.label}
            </option>
          )}
        </For>
      </select>
      <Icon of={ChevronDown} class={styles['chevron'] ?? ''} />
    </span>
  )
}
