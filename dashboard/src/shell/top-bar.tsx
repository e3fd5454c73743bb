import MenuIcon from 'lucide-solid/icons/menu'
import Search from 'lucide-solid/icons/search'
import { For, type JSX } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { openDrawer } from './drawer.ts'
import { openPalette } from './overlays.ts'
import type { Crumb } from './page.tsx'
import styles from './top-bar.module.css'

interface TopBarProps {
  readonly title: string
  readonly crumbs: readonly Crumb[]
  readonly tag: JSX.Element
  readonly actions: JSX.Element
}

export function TopBar(props: TopBarProps) {
  const { t } = useI18n()
  return (
    <header class={styles['bar']}>
      <IconButton
        class={styles['drawer'] ?? ''}
        icon={MenuIcon}
        label={t('nav.open')}
        onClick={openDrawer}
      />
      <nav class={styles['crumbs']} aria-label={t('nav.breadcrumb')}>
        <ol>
          {/* Which instance this is: people have several open. */}
          <li class={styles['host']}>{location.host}</li>
          <For each={props.crumbs}>
            {(crumb) => (
              <li class={styles['parent']}>
                <a href={crumb.href}>{crumb.label}</a>
              </li>
            )}
          </For>
          <li class={styles['here']} aria-current="page">
            {props.title}
          </li>
        </ol>
      </nav>
      {props.tag}
      <div class={styles['actions']}>
        <Button variant="quiet" class={styles['search'] ?? ''} onClick={openPalette}>
          {t('nav.search')} <Kbd keys="mod+k" />
        </Button>
        <IconButton
          class={styles['searchIcon'] ?? ''}
          icon={Search}
          label={t('nav.search')}
          onClick={openPalette}
        />
        {props.actions}
      </div>
    </header>
  )
}
