import { useNavigate } from '@solidjs/router'

import { type I18n, useI18n } from '../i18n/index.ts'
import { type Command, useCommands } from '../lib/commands.ts'
import { setPreference } from '../lib/preferences.ts'
import { useMe } from '../lib/session.ts'
import { navigation } from './navigation.ts'
import { openPalette, openShortcutSheet } from './overlays.ts'

/** What can be done on every page. Pages add their own with useCommands. */
export function useGlobalCommands(): void {
  const { t } = useI18n()
  const { can } = useMe()
  const navigate = useNavigate()
  useCommands([
    {
      id: 'new-endpoint',
      title: () => t('commands.newEndpoint'),
      group: 'do',
      keys: 'n',
      when: () => can('editor'),
      run: () => navigate('/endpoints/new'),
    },
    {
      id: 'templates',
      title: () => t('commands.templates'),
      group: 'do',
      run: () => navigate('/welcome'),
    },
    ...goCommands(t, navigate),
    ...viewCommands(t),
    {
      id: 'palette',
      title: () => t('commands.openPalette'),
      group: 'help',
      keys: 'mod+k',
      run: openPalette,
    },
    {
      id: 'shortcuts',
      title: () => t('commands.shortcuts'),
      group: 'help',
      keys: '?',
      run: openShortcutSheet,
    },
  ])
}

function goCommands(t: I18n['t'], navigate: (to: string) => void): readonly Command[] {
  return navigation
    .flatMap((group) => group.destinations)
    .map(({ id, href, keys }) => ({
      id: `go-${id}`,
      title: () => t(`nav.${id}`),
      group: 'go' as const,
      keys,
      run: () => navigate(href),
    }))
}

function viewCommands(t: I18n['t']): readonly Command[] {
  const view = (id: string, title: () => string, run: () => void): Command => ({
    id,
    title,
    group: 'view',
    run,
  })
  return [
    view(
      'theme-light',
      () => t('commands.themeLight'),
      () => setPreference('theme', 'light'),
    ),
    view(
      'theme-dark',
      () => t('commands.themeDark'),
      () => setPreference('theme', 'dark'),
    ),
    view(
      'theme-system',
      () => t('commands.themeSystem'),
      () => setPreference('theme', 'system'),
    ),
    view(
      'to-english',
      () => t('commands.toEnglish'),
      () => setPreference('locale', 'en'),
    ),
    view(
      'to-french',
      () => t('commands.toFrench'),
      () => setPreference('locale', 'fr'),
    ),
  ]
}
