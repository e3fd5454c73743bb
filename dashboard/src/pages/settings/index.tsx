import { For, onMount } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Page } from '../../shell/page.tsx'
import { AppearanceCard } from './appearance-card.tsx'
import styles from './index.module.css'
import { InstanceCard } from './instance-card.tsx'
import { MembersCard } from './members-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { ProfileCard } from './profile-card.tsx'
import { SecretsCard } from './secrets-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { TokensCard } from './tokens-card.tsx'

/** Sections in their order; ids are the anchors of the rail. */
const sections = [
  { id: 'profile', Card: ProfileCard },
  { id: 'password', Card: PasswordCard },
  { id: 'sessions', Card: SessionsCard },
  { id: 'appearance', Card: AppearanceCard },
  { id: 'members', Card: MembersCard },
  { id: 'secrets', Card: SecretsCard },
  { id: 'tokens', Card: TokensCard },
  { id: 'instance', Card: InstanceCard },
] as const

export function SettingsPage() {
  const { t } = useI18n()
  // The browser looked for the anchor before there was a page.
  onMount(() => document.getElementById(location.hash.slice(1))?.scrollIntoView())
  return (
    <Page title={t('settings.title')}>
      <div class={styles['layout']}>
        <nav class={styles['rail']} aria-label={t('settings.sections')}>
          <For each={sections}>
            {(section) => <a href={`#${section.id}`}>{t(`settings.${section.id}`)}</a>}
          </For>
        </nav>
        <div class={styles['cards']}>
          <For each={sections}>
            {(section) => (
              <div id={section.id} class={styles['section']}>
                <section.Card />
              </div>
            )}
          </For>
        </div>
      </div>
    </Page>
  )
}
