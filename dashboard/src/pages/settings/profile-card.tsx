import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Card } from '../../ui/card.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import facts from './facts.module.css'

export function ProfileCard() {
  const { t } = useI18n()
  const { me } = useMe()
  return (
    <Card padded title={t('settings.profile')} note={t('settings.profileNote')}>
      <dl class={facts['facts']}>
        <div>
          <dt>{t('common.name')}</dt>
          <dd>{me().user.name}</dd>
        </div>
        <div>
          <dt>{t('settings.email')}</dt>
          <dd>{me().user.email}</dd>
        </div>
        <div>
          <dt>{t('settings.role')}</dt>
          <dd>{t(`role.${me().user.role}`)}</dd>
        </div>
        <div>
          <dt>{t('settings.lastSignIn')}</dt>
          <dd>
            {me().user.lastSignInAt === null ? (
              t('common.never')
            ) : (
              <RelativeTime at={me().user.lastSignInAt ?? ''} />
            )}
          </dd>
        </div>
      </dl>
    </Card>
  )
}
