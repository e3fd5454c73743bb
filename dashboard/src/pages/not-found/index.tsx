import { useI18n } from '../../i18n/index.ts'
import { Page } from '../../shell/page.tsx'
import { buttonClass } from '../../ui/button.tsx'

export function NotFoundPage() {
  const { t } = useI18n()
  return (
    <Page title={t('notFound.title')} intro={t('notFound.text')}>
      <p>
        <a href="/" class={buttonClass({ variant: 'primary' })}>
          {t('notFound.back')}
        </a>
      </p>
    </Page>
  )
}
