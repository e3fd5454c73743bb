import type { EndpointSummary } from '#contract/endpoint.ts'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { ConfirmName } from '../../ui/confirm-name.tsx'
import { showToast } from '../../ui/toast.ts'

interface DeleteEndpointProps {
  readonly endpoint: EndpointSummary
  readonly onClose: () => void
}

export function DeleteEndpoint(props: DeleteEndpointProps) {
  const { t } = useI18n()
  const remove = useAction('deleteEndpoint', { invalidates: [keys.allEndpoints] })
  const name = () => props.endpoint.name
  const confirm = () =>
    remove.mutate(
      { params: { id: props.endpoint.id } },
      {
        onSuccess: () => {
          showToast({ text: t('endpoints.deleted', { name: name() }) })
          props.onClose()
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
      title={t('endpoints.deleteTitle', { name: name() })}
      text={t('endpoints.deleteText')}
      name={name()}
      confirmLabel={t('endpoints.deleteConfirm')}
      busy={remove.isPending}
      onConfirm={confirm}
      onClose={() => props.onClose()}
    />
  )
}
