import type { ConsumerKey } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keysOfConsumer } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'

export function RevokeKey(props: { readonly of: ConsumerKey; readonly onClose: () => void }) {
  const { t } = useI18n()
  const revoke = useAction('revokeKey', { invalidates: keysOfConsumer(props.of.consumerId) })
  const onError = useFailureToast()
  const onSuccess = () => {
    showToast({ text: t('consumers.revoked', { name: props.of.name }) })
    props.onClose()
  }
  return (
    <Confirm
      title={t('consumers.revoke')}
      text={t('consumers.revokeText', { name: props.of.name })}
      confirmLabel={t('consumers.revoke')}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate({ params: { id: props.of.id } }, { onSuccess, onError })}
      onClose={() => props.onClose()}
    />
  )
}
