import { A, useLocation } from '@solidjs/router'
import { createUniqueId, For } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Icon } from '../ui/icon.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { type Destination, type DestinationGroup, navigation } from './navigation.ts'
import styles from './sidebar-content.module.css'

export function SidebarContent(props: { readonly menuMount?: HTMLElement | undefined }) {
  return (
    <div class={styles['content']}>
      <A href="/" class={styles['home']}>
        <Brand />
      </A>
      <For each={navigation}>{(group) => <Group group={group} />}</For>
      <div class={styles['foot']}>
        <AccountMenu mount={props.menuMount} />
      </div>
    </div>
  )
}

function Group(props: { readonly group: DestinationGroup }) {
  const { t } = useI18n()
  const id = createUniqueId()
  return (
    <nav aria-labelledby={id}>
      <p id={id} class={props.group.id === 'main' ? 'sr-only' : styles['heading']}>
        {t(`nav.${props.group.id}`)}
      </p>
      <ul>
        <For each={props.group.destinations}>
          {(destination) => (
            <li>
              <Item destination={destination} />
            </li>
          )}
        </For>
      </ul>
    </nav>
  )
}

function Item(props: { readonly destination: Destination }) {
  const { t } = useI18n()
  const location = useLocation()
  const isCurrent = () =>
    props.destination.href === '/'
      ? location.pathname === '/'
      : location.pathname.startsWith(props.destination.href)
  return (
    <a
      href={props.destination.href}
      class={styles['item']}
      aria-current={isCurrent() ? 'page' : undefined}
    >
      <Icon of={props.destination.icon} />
      {t(`nav.${props.destination.id}`)}
    </a>
  )
}
