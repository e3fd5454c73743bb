import { useI18n } from '../../i18n/index.ts'
import { localeNames, locales } from '../../i18n/locale.ts'
import { preferences, setPreference } from '../../lib/preferences.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Switch } from '../../ui/switch.tsx'

export function AppearanceCard() {
  const { t } = useI18n()
  return (
    <Card padded title={t('settings.appearance')} note={t('settings.appearanceNote')}>
      <div class={form['form']}>
        <SegmentedControl
          showLabel
          label={t('settings.theme')}
          value={preferences.theme}
          options={[
            { value: 'system', label: t('settings.themeSystem') },
            { value: 'light', label: t('settings.themeLight') },
            { value: 'dark', label: t('settings.themeDark') },
          ]}
          onChange={(theme) => setPreference('theme', theme)}
        />
        <SegmentedControl
          showLabel
          label={t('settings.density')}
          value={preferences.density}
          options={[
            { value: 'comfortable', label: t('settings.comfortable') },
            { value: 'compact', label: t('settings.compact') },
          ]}
          onChange={(density) => setPreference('density', density)}
        />
        <SegmentedControl
          showLabel
          label={t('settings.language')}
          value={preferences.locale}
          options={locales.map((locale) => ({ value: locale, label: localeNames[locale] }))}
          onChange={(locale) => setPreference('locale', locale)}
        />
        <Switch
          label={t('settings.singleKeys')}
          description={t('settings.singleKeysHint')}
          checked={preferences.singleKeys}
          onChange={(on) => setPreference('singleKeys', on)}
        />
      </div>
    </Card>
  )
}
