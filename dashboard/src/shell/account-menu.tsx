import { useNavigate } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import ChevronsUpDown from 'lucide-solid/icons/chevrons-up-down'
import LogOut from 'lucide-solid/icons/log-out'
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'

import { call } from '../api/client.ts'
import { errorText } from '../api/errors.ts'
import { useI18n } from '../i18n/index.ts'
import { useMe } from '../lib/session.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.ts'
import styles from './account-menu.module.css'

export function AccountMenu(props: { readonly mount?: HTMLElement | undefined }) {
  const { t } = useI18n()
  const { me } = useMe()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <Menu
      mount={props.mount}
      triggerClass={styles['trigger'] ?? ''}
      trigger={
        <>
          <span class={styles['avatar']} aria-hidden="true">
            {initials(me().user.name)}
          </span>
          <span class={styles['name']}>{me().user.name}</span>
          <Icon of={ChevronsUpDown} />
        </>
      }
      header={
        <>
          <p class={styles['email']}>{me().user.email}</p>
          <p class="muted">{t(`role.${me().user.role}`)}</p>
        </>
      }
      items={[
        {
          label: t('nav.settings'),
          icon: SlidersHorizontal,
          onSelect: () => navigate('/settings'),
        },
        { label: t('nav.signOut'), icon: LogOut, onSelect: () => void signOut() },
      ]}
    />
  )
}

function useSignOut() {
  const { t } = useI18n()
  const navigate = useNavigate()
  const client = useQueryClient()
  return async () => {
    try {
      await call('signOut')
      navigate('/sign-in')
      client.clear()
    } catch (error) {
      showToast({ tone: 'bad', text: t('state.failedAction', { message: errorText(error, t) }) })
    }
  }
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase() ?? '')
    .join('')
}
