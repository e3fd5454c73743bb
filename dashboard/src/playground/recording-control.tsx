import { type Accessor, createMemo, Show } from 'solid-js'

import type { Recording } from '#contract/recorded-requests.ts'

import { useAction } from '../api/action.ts'
import { keys } from '../api/keys.ts'
import { useEndpointChoices } from '../api/queries.ts'
import { sampleUrl } from '../builder/path-template.ts'
import { useI18n } from '../i18n/index.ts'
import { curlOf } from '../lib/clipboard.ts'
import { Button } from '../ui/button.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { useFailureToast } from '../ui/use-failure-toast.ts'
import styles from './recorded.module.css'

/** What recording needs to know of an endpoint: whether anybody can call it, and how. */
export function useRecordable(endpointId: Accessor<string>) {
  const choices = useEndpointChoices()
  const endpoint = createMemo(() => choices().find(({ id }) => id === endpointId()))
  return {
    isLive: () => endpoint() === undefined || endpoint()?.liveVersion !== null,
    curl: () => {
      const found = endpoint()
      if (found === undefined) return undefined
      const { method, path, url } = found
      return curlOf({ method, url: sampleUrl(url, path) })
    },
  }
}

interface RecordingControlProps {
  /** Empty: none is chosen. */
  readonly endpointId: string
  readonly recording: Recording | undefined
  readonly hasItems: boolean
}

/** Begins and ends the recording of an endpoint. */
export function RecordingControl(props: RecordingControlProps) {
  const { t, format } = useI18n()
  const onError = useFailureToast()
  const { isLive } = useRecordable(() => props.endpointId)
  const invalidates = [keys.allRecorded]
  const start = useAction('startRecording', { invalidates })
  const stop = useAction('stopRecording', { invalidates })
  const forget = useAction('forgetRecordedRequests', { invalidates })
  const options = () => ({ params: { id: props.endpointId } })
  return (
    <Show
      when={props.endpointId !== ''}
      fallback={<p class={styles['hint']}>{t('recorded.choose')}</p>}
    >
      <div class={styles['control']}>
        <span role="status">
          <Show
            when={props.recording}
            fallback={<StatusTag tone="neutral">{t('recorded.off')}</StatusTag>}
          >
            {(one) => (
              <StatusTag tone="info">
                {t('recorded.until', { time: format.time(one().until) })}
              </StatusTag>
            )}
          </Show>
        </span>
        <Show when={isLive()} fallback={<p class={styles['hint']}>{t('recorded.draft')}</p>}>
          <span class={styles['buttons']}>
            <Button
              size="sm"
              busy={start.isPending}
              onClick={() => start.mutate(options(), { onError })}
            >
              {t(props.recording === undefined ? 'recorded.start' : 'recorded.again')}
            </Button>
            <Show when={props.recording}>
              <Button
                size="sm"
                busy={stop.isPending}
                onClick={() => stop.mutate(options(), { onError })}
              >
                {t('recorded.stop')}
              </Button>
            </Show>
            <Show when={props.hasItems}>
              <Button
                size="sm"
                variant="quiet"
                busy={forget.isPending}
                onClick={() => forget.mutate(options(), { onError })}
              >
                {t('recorded.forget')}
              </Button>
            </Show>
          </span>
        </Show>
      </div>
    </Show>
  )
}
