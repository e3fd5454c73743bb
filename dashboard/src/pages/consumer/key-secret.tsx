import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { useMe } from '../../lib/session.ts'
import { SecretOnce } from '../../ui/secret-once.tsx'

export function KeySecret(props: { readonly text: string; readonly onClose: () => void }) {
  const { t } = useI18n()
  const { me } = useMe()
  const curl = () =>
    curlOf({
      method: 'GET',
      url: `${me().instance.gatewayUrl}/your-endpoint`,
      headers: { 'x-api-key': props.text },
    })
  return (
    <SecretOnce
      title={t('consumers.keyCreated')}
      label={t('consumers.key')}
      copyLabel={t('consumers.copyKey')}
      secret={props.text}
      curl={curl()}
      onClose={() => props.onClose()}
    />
  )
}
