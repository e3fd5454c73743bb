import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import styles from './crashed.module.css'

/** A bug in the page: says so and offers the way out. */
export function Crashed(props: { readonly error: unknown }) {
  const { t } = useI18n()
  return (
    <main class={styles['crashed']}>
      <Banner
        tone="bad"
        title={t('state.crashed')}
        actions={<Button onClick={() => location.reload()}>{t('state.reload')}</Button>}
      >
        <p>{t('state.crashedText')}</p>
        <p>
          <code>{String(props.error)}</code>
        </p>
      </Banner>
    </main>
  )
}
