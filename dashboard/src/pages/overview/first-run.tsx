import { useI18n } from '../../i18n/index.ts'
import { StartCards } from '../../shell/start-cards.tsx'
import styles from './first-run.module.css'

/** What the overview is before there is anything to look over. */
export function FirstRun() {
  const { t } = useI18n()
  return (
    <section class={styles['first']} aria-labelledby="first-run">
      <h2 id="first-run" class={styles['title']}>
        {t('welcome.firstTitle')}
      </h2>
      <p class="muted">{t('welcome.firstIntro')}</p>
      <StartCards />
    </section>
  )
}
