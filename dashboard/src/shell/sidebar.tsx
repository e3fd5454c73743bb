import X from 'lucide-solid/icons/x'
import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, on } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { closeDrawer, isDrawerOpen } from './drawer.ts'
import { SidebarContent } from './sidebar-content.tsx'
import styles from './sidebar.module.css'

/** Beside the page on wide screens; on narrow ones a modal drawer that any navigation closes. */
export function Sidebar() {
  const { t } = useI18n()
  const location = useLocation()
  const [drawer, setDrawer] = createSignal<HTMLDialogElement>()
  createEffect(() => {
    if (isDrawerOpen()) drawer()?.showModal()
    else drawer()?.close()
  })
  createEffect(on(() => location.pathname, closeDrawer))
  return (
    <>
      <aside class={styles['side']}>
        <SidebarContent />
      </aside>
      <dialog
        ref={setDrawer}
        class={styles['drawer']}
        aria-label={t('nav.main')}
        onClose={closeDrawer}
        onClick={(event) => event.target === event.currentTarget && closeDrawer()}
      >
        <div class={styles['inner']}>
          <IconButton
            icon={X}
            label={t('nav.closeNav')}
            class={styles['close'] ?? ''}
            onClick={closeDrawer}
          />
          <SidebarContent menuMount={drawer()} />
        </div>
      </dialog>
    </>
  )
}
