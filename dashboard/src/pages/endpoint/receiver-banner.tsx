import { Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import type { Receiver } from '../../api/webhooks.ts'
import { useBuilder } from '../../builder/builder-context.ts'
import { useI18n } from '../../i18n/index.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { useFailureToast } from '../../ui/use-failure-toast.ts'

/** Says that a receiver gets nothing, why and since when, or that it has begun to fail. */
export function ReceiverBanner(props: { readonly id: string; readonly receiver: Receiver }) {
  const { t, format } = useI18n()
  const builder = useBuilder()
  const onError = useFailureToast()
  const enable = useAction('setWebhookReceiver', { invalidates: [keys.webhooks(props.id)] })
  const params = () => ({ id: props.id, integrationId: props.receiver.integrationId })
  return (
    <>
      <Show when={props.receiver.state === 'disabled' && props.receiver.reason}>
        {(reason) => (
          <Banner
            tone="bad"
            title={t('deliveries.disabled')}
            actions={
              <Show when={builder.canEdit()}>
                <Button
                  busy={enable.isPending}
                  onClick={() =>
                    enable.mutate({ params: params(), body: { state: 'enabled' } }, { onError })
                  }
                >
                  {t('deliveries.enable')}
                </Button>
              </Show>
            }
          >
            {t(`deliveries.reason.${reason()}`, { by: props.receiver.by ?? '' })}{' '}
            {t('deliveries.since', { when: format.relative(props.receiver.since ?? '') })}
          </Banner>
        )}
      </Show>
      <Show when={props.receiver.state === 'enabled' && props.receiver.failingSince}>
        {(since) => (
          <Banner tone="warn" title={t('deliveries.failing')}>
            {t('deliveries.failingText', { when: format.relative(since()) })}
          </Banner>
        )}
      </Show>
    </>
  )
}
