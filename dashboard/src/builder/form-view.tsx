import { type Component, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'

import { FormContext } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { createFormModel } from './form-model.ts'
import { DocumentationSection } from './section-documentation.tsx'
import { IntegrationsSection } from './section-integrations.tsx'
import { AuthenticationSection } from './section-authentication.tsx'
import { CachingSection } from './section-caching.tsx'
import { IdempotencySection } from './section-idempotency.tsx'
import { RateLimitSection } from './section-rate-limit.tsx'
import { RequestSection } from './section-request.tsx'
import { ResponseSection } from './section-response.tsx'
import { TransformationsSection } from './section-transformations.tsx'
import { ValidationSection } from './section-validation.tsx'
import type { SectionId } from './sections.ts'
import styles from './workspace.module.css'

const sections: Readonly<Record<SectionId, Component>> = {
  request: RequestSection,
  authentication: AuthenticationSection,
  rateLimit: RateLimitSection,
  caching: CachingSection,
  validation: ValidationSection,
  idempotency: IdempotencySection,
  integrations: IntegrationsSection,
  transformations: TransformationsSection,
  response: ResponseSection,
  documentation: DocumentationSection,
}

/** One section of the draft as fields; read-only while the text is not JSON. */
export function FormView() {
  const { t } = useI18n()
  const builder = useBuilder()
  const draft = builder.store.draft
  const model = createFormModel(builder.store, builder.canEdit)
  const parseError = () => {
    const { parsed } = draft()
    return parsed.ok ? undefined : parsed.error
  }
  return (
    <FormContext.Provider value={model}>
      <div class={styles['form']}>
        <Show when={parseError()}>
          {(error) => (
            <Banner
              tone="bad"
              title={t('builder.notJson', { line: error().line, column: error().column })}
              actions={
                <Button onClick={() => builder.setView('json')}>{t('builder.fixInJson')}</Button>
              }
            >
              {error().message}. {t('builder.notJsonText')}
            </Banner>
          )}
        </Show>
        <header class={styles['formHead']}>
          <h1>{t(`builder.section.${builder.section()}`)}</h1>
          <p>{t(`builder.about.${builder.section()}`)}</p>
        </header>
        <Dynamic component={sections[builder.section()]} />
      </div>
    </FormContext.Provider>
  )
}
