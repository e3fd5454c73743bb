import { useNavigate } from '@solidjs/router'
import { For, Show } from 'solid-js'

import type { SharedIntegration } from '#contract/shared-integration.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useIntegrationUsage } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmName } from '../../ui/confirm-name.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'
import styles from './integration.module.css'

interface DeleteIntegrationProps {
  readonly integration: SharedIntegration
  readonly onClose: () => void
}

/** Deletes it once its name was typed. One that is in use says by whom instead. Mount it to open it. */
export function DeleteIntegration(props: DeleteIntegrationProps) {
  const { t } = useI18n()
  const navigate = useNavigate()
  const remove = useAction('deleteIntegration', { invalidates: [keys.allIntegrations] })
  const onError = useFailureToast()
  const onSuccess = () => {
    showToast({ text: t('integrations.deleted', { name: props.integration.name }) })
    navigate('/integrations')
  }
  return (
    <Show when={props.integration.endpointCount === 0} fallback={<InUse {...props} />}>
      <ConfirmName
        title={t('integrations.delete')}
        text={t('integrations.deleteText')}
        name={props.integration.name}
        confirmLabel={t('integrations.delete')}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate({ params: { id: props.integration.id } }, { onSuccess, onError })
        }
        onClose={() => props.onClose()}
      />
    </Show>
  )
}

function InUse(props: DeleteIntegrationProps) {
  const { t } = useI18n()
  const usage = useIntegrationUsage(() => props.integration.id)
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={t('integrations.inUse', { name: props.integration.name })}
      description={t('integrations.inUseText')}
      actions={<Button onClick={() => props.onClose()}>{t('common.done')}</Button>}
    >
      <QueryView query={usage}>
        {(data) => (
          <ul class={styles['lines']}>
            <For each={data().pages.flatMap((page) => page.items)}>
              {(use) => (
                <li>
                  <EndpointLink endpoint={use} />
                </li>
              )}
            </For>
          </ul>
        )}
      </QueryView>
    </Dialog>
  )
}
