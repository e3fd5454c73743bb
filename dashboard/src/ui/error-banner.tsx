import { Show } from 'solid-js'

import { errorText } from '../api/errors.ts'
import { ProblemError } from '../api/problem-error.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import styles from './error-banner.module.css'

interface ErrorBannerProps {
  readonly error: unknown
  /** What failed, when "This could not be loaded" is not it. */
  readonly title?: string
  readonly onRetry?: () => void
}

/** What failed, why, the request id to quote and a way to try again. */
export function ErrorBanner(props: ErrorBannerProps) {
  const { t } = useI18n()
  const requestId = () => (props.error instanceof ProblemError ? props.error.requestId : '')
  return (
    <Banner
      tone="bad"
      title={props.title ?? t('state.failed')}
      actions={
        <Show when={props.onRetry}>
          {(retry) => <Button onClick={() => retry()()}>{t('common.retry')}</Button>}
        </Show>
      }
    >
      <p>{errorText(props.error, t)}</p>
      <Show when={requestId()}>
        <p class={styles['request']}>
          {t('state.requestId', { id: requestId() })}
          <CopyButton text={requestId()} label={t('common.copyRequestId')} />
        </p>
      </Show>
    </Banner>
  )
}
