import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { ConfirmName } from '../../ui/confirm-name.tsx'
import { showToast } from '../../ui/toast.ts'

interface DeleteEndpointProps {
  readonly id: string
  readonly name: string
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Deletes an endpoint once its name was typed. */
export function DeleteEndpoint(props: DeleteEndpointProps) {
  const { t } = useI18n()
  const remove = useAction('deleteEndpoint', { invalidates: [keys.allEndpoints] })
  const confirm = () =>
    remove.mutate(
      { params: { id: props.id } },
      {
        onSuccess: () => {
          showToast({ text: t('endpoints.deleted', { name: props.name }) })
          props.onDeleted()
        },
        onError: (error) =>
          showToast({
            tone: 'bad',
            text: t('state.failedAction', { message: errorText(error, t) }),
          }),
      },
    )
  return (
    <ConfirmName
      title={t('endpoints.deleteTitle', { name: props.name })}
      text={t('endpoints.deleteText')}
      name={props.name}
      confirmLabel={t('endpoints.deleteConfirm')}
      busy={remove.isPending}
      onConfirm={confirm}
      onClose={() => props.onClose()}
    />
  )
}
