import { createSignal, onCleanup, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import styles from './offline-banner.module.css'

/** Queries wait while offline and go on by themselves afterwards. */
export function OfflineBanner() {
  const { t } = useI18n()
  const [online, setOnline] = createSignal(navigator.onLine)
  const update = () => setOnline(navigator.onLine)
  window.addEventListener('online', update)
  window.addEventListener('offline', update)
  onCleanup(() => {
    window.removeEventListener('online', update)
    window.removeEventListener('offline', update)
  })
  return (
    <Show when={!online()}>
      <div class={styles['offline']}>
        <Banner tone="warn" title={t('state.offline')}>
          {t('state.offlineText')}
        </Banner>
      </div>
    </Show>
  )
}
