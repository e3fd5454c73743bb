import { useMutation } from '@tanstack/solid-query'
import X from 'lucide-solid/icons/x'
import { Show } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'

import { sampleUrl } from '../../builder/path-template.ts'
import { reasonOf, toneOf } from '../../builder/status.ts'
import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import styles from './endpoint.module.css'

interface CallItProps {
  readonly endpoint: Endpoint
  readonly onClose: () => void
}

/** The live curl after a publish. It turns green when a call from this browser was answered. */
export function CallIt(props: CallItProps) {
  const { t, format } = useI18n()
  const method = () => props.endpoint.config.method
  const target = () => sampleUrl(props.endpoint.url, props.endpoint.config.path)
  const curl = () => curlOf({ method: method(), url: target() })
  const call = useMutation(() => ({
    mutationFn: async () => {
      const startedAt = performance.now()
      const answer = await fetch(target(), { method: method(), credentials: 'omit' })
      await answer.arrayBuffer()
      return { status: answer.status, durationMs: performance.now() - startedAt }
    },
  }))
  const isGreen = () => call.data !== undefined && call.data.status < 400
  return (
    <div class={styles['callIt']}>
      <Banner
        tone={isGreen() ? 'ok' : 'info'}
        title={isGreen() ? t('builder.callIt.answered') : t('builder.callIt.title')}
        actions={
          <IconButton icon={X} label={t('common.dismiss')} onClick={() => props.onClose()} />
        }
      >
        <div class={styles['callRow']}>
          <pre class={styles['curl']} tabIndex={0}>
            {curl()}
          </pre>
          <CopyButton text={curl()} label={t('builder.test.copyCurl')} />
          <Button busy={call.isPending} onClick={() => call.mutate()}>
            {t('builder.callIt.call')}
          </Button>
          <Show when={call.data}>
            {(answer) => (
              <>
                <StatusTag tone={toneOf(answer().status)}>
                  {answer().status} {reasonOf(answer().status)}
                </StatusTag>
                <span class="num">{format.durationMs(answer().durationMs)}</span>
              </>
            )}
          </Show>
        </div>
        <Show when={call.isError}>
          <p>{t('builder.callIt.unreachable')}</p>
        </Show>
      </Banner>
    </div>
  )
}
