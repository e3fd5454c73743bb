import * as Kobalte from '@kobalte/core/dropdown-menu'
import { For, type JSX, Show } from 'solid-js'

import { Icon, type IconComponent } from './icon.tsx'
import styles from './menu.module.css'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconComponent
  readonly danger?: boolean
  readonly disabled?: boolean
  /** Draws a line above. */
  readonly separated?: boolean
  readonly onSelect: () => void
}

export interface MenuProps {
  readonly items: readonly MenuItem[]
  /** Name of the trigger when it shows only an icon. */
  readonly label?: string
  readonly triggerClass: string
  readonly trigger: JSX.Element
  /** Above the items, such as who is signed in. */
  readonly header?: JSX.Element
  /** Where the menu is drawn; inside a modal dialog it has to be the dialog. */
  readonly mount?: HTMLElement | undefined
}

export function Menu(props: MenuProps) {
  return (
    <Kobalte.Root placement="bottom-end" gutter={4} modal={false}>
      <Kobalte.Trigger class={props.triggerClass} aria-label={props.label} title={props.label}>
        {props.trigger}
      </Kobalte.Trigger>
      <Kobalte.Portal {...(props.mount === undefined ? {} : { mount: props.mount })}>
        <Kobalte.Content class={styles['menu'] ?? ''}>
          <Show when={props.header}>
            <div class={styles['header']}>{props.header}</div>
          </Show>
          <For each={props.items}>
            {(item) => (
              <>
                <Show when={item.separated}>
                  <Kobalte.Separator class={styles['line'] ?? ''} />
                </Show>
                <Kobalte.Item
                  class={`${styles['item']} ${item.danger === true ? styles['danger'] : ''}`}
                  disabled={item.disabled === true}
                  onSelect={() => item.onSelect()}
                >
                  <Show when={item.icon}>{(icon) => <Icon of={icon()} />}</Show>
                  {item.label}
                </Kobalte.Item>
              </>
            )}
          </For>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
