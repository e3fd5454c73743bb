import ArrowRight from 'lucide-solid/icons/arrow-right'
import Braces from 'lucide-solid/icons/braces'
import Combine from 'lucide-solid/icons/combine'
import MessageSquareReply from 'lucide-solid/icons/message-square-reply'
import Terminal from 'lucide-solid/icons/terminal'
import Waypoints from 'lucide-solid/icons/waypoints'
import { For } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './start-cards.module.css'

/** Ids of the templates of `/endpoints/new?template=…`; curl is its other way in. */
const starts = [
  { id: 'proxy', icon: Waypoints, href: '/endpoints/new?template=proxy' },
  { id: 'mock', icon: MessageSquareReply, href: '/endpoints/new?template=mock' },
  { id: 'aggregate', icon: Combine, href: '/endpoints/new?template=aggregate' },
  { id: 'transform', icon: Braces, href: '/endpoints/new?template=transform' },
  { id: 'curl', icon: Terminal, href: '/endpoints/new?from=curl' },
] as const

/** Ways to a first endpoint, as a list of links. */
export function StartCards() {
  const { t } = useI18n()
  return (
    <ul class={styles['list']}>
      <For each={starts}>
        {(start) => (
          <li>
            <a class={styles['start']} href={start.href}>
              <Icon of={start.icon} class={styles['icon'] ?? ''} />
              <span class={styles['text']}>
                <span class={styles['title']}>{t(`welcome.${start.id}`)}</span>
                <span class={styles['about']}>{t(`welcome.${start.id}Text`)}</span>
              </span>
              <Icon of={ArrowRight} class={styles['arrow'] ?? ''} />
            </a>
          </li>
        )}
      </For>
    </ul>
  )
}
