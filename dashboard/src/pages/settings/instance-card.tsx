import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import facts from './facts.module.css'

export function InstanceCard() {
  const { t } = useI18n()
  const { me } = useMe()
  const apiUrl = `${location.origin}/api/v1`
  return (
    <Card padded title={t('settings.instance')} note={t('settings.instanceNote')}>
      <dl class={facts['facts']}>
        <div>
          <dt>{t('settings.gatewayUrl')}</dt>
          <dd>
            <code>{me().instance.gatewayUrl}</code>
            <CopyButton text={me().instance.gatewayUrl} label={t('common.copy')} />
          </dd>
        </div>
        <div>
          <dt>{t('settings.apiUrl')}</dt>
          <dd>
            <code>{apiUrl}</code>
            <CopyButton text={apiUrl} label={t('common.copy')} />
          </dd>
        </div>
        <div>
          <dt>{t('settings.version')}</dt>
          <dd>
            <code>{me().instance.version}</code>
          </dd>
        </div>
      </dl>
      <p>
        <a href="/licenses/geist-ofl.txt" rel="external">
          {t('settings.licences')}
        </a>
      </p>
    </Card>
  )
}
