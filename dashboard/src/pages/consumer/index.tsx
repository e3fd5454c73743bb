import { useNavigate, useParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useConsumer } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmName } from '../../ui/confirm-name.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'
import styles from '../consumers/index.module.css'
import { ConsumerSettings } from './consumer-settings.tsx'
import { KeysCard } from './keys-card.tsx'

/** One consumer: its keys, and what it may do. */
export function ConsumerPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const params = useParams<{ id: string }>()
  const consumer = useConsumer(() => params.id)
  const [deleting, setDeleting] = createSignal(false)
  return (
    <Page
      title={consumer.data?.data.name ?? t('nav.consumers')}
      crumbs={[{ label: t('nav.consumers'), href: '/consumers' }]}
      actions={
        <Show when={can('admin') && consumer.isSuccess}>
          <Button variant="danger" onClick={() => setDeleting(true)}>
            {t('consumers.delete')}
          </Button>
        </Show>
      }
    >
      <QueryView query={consumer}>
        {(answer) => (
          <div class={styles['list']}>
            <KeysCard consumer={answer().data} />
            <Show when={answer().etag} keyed>
              {(etag) => <ConsumerSettings consumer={answer().data} etag={etag} />}
            </Show>
            <Show when={deleting()}>
              <DeleteConsumer consumer={answer().data} onClose={() => setDeleting(false)} />
            </Show>
          </div>
        )}
      </QueryView>
    </Page>
  )
}

function DeleteConsumer(props: { readonly consumer: Consumer; readonly onClose: () => void }) {
  const { t } = useI18n()
  const navigate = useNavigate()
  const remove = useAction('deleteConsumer', { invalidates: [keys.allConsumers] })
  const onError = useFailureToast()
  const onSuccess = () => {
    showToast({ text: t('consumers.deleted', { name: props.consumer.name }) })
    navigate('/consumers')
  }
  return (
    <ConfirmName
      title={t('consumers.delete')}
      text={t('consumers.deleteText')}
      name={props.consumer.name}
      confirmLabel={t('consumers.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { id: props.consumer.id } }, { onSuccess, onError })}
      onClose={() => props.onClose()}
    />
  )
}
