import { Show } from 'solid-js'

import type { Secret } from '#contract/secret.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmName } from '../../ui/confirm-name.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'
import { SecretUses } from './secret-uses.tsx'

interface DeleteSecretProps {
  readonly secret: Secret
  readonly onClose: () => void
}

/** Deletes a secret once its name was typed. One that is in use says by whom instead. */
export function DeleteSecret(props: DeleteSecretProps) {
  const { t } = useI18n()
  const remove = useAction('deleteSecret', { invalidates: [keys.secrets] })
  const onError = useFailureToast()
  const onSuccess = () => {
    showToast({ text: t('secrets.deleted', { name: props.secret.name }) })
    props.onClose()
  }
  return (
    <Show when={props.secret.usedByCount === 0} fallback={<InUse {...props} />}>
      <ConfirmName
        title={t('secrets.delete')}
        text={t('secrets.deleteText')}
        name={props.secret.name}
        confirmLabel={t('secrets.delete')}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate({ params: { name: props.secret.name } }, { onSuccess, onError })
        }
        onClose={() => props.onClose()}
      />
    </Show>
  )
}

function InUse(props: DeleteSecretProps) {
  const { t } = useI18n()
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={t('secrets.inUse', { name: props.secret.name })}
      description={t('secrets.inUseText')}
      actions={<Button onClick={() => props.onClose()}>{t('common.done')}</Button>}
    >
      <SecretUses secret={props.secret} shown={20} />
    </Dialog>
  )
}
