import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { configSchema } from './config-schema.ts'

/** How the answer leaves: the body only matters when nothing else makes one. */
export function ResponseSection() {
  const { t } = useI18n()
  const form = useForm()
  const hasIntegrations = () => {
    const integrations = form.get('/integrations')
    return Array.isArray(integrations) && integrations.length > 0
  }
  const hasBody = () => form.get('/response/body') !== undefined
  return (
    <>
      <Show when={hasIntegrations() && !hasBody()}>
        <Banner tone="info" title={t('builder.bodyFromIntegrations')} />
      </Show>
      <SchemaForm
        schema={configSchema.properties?.['response'] ?? {}}
        pointer="/response"
        only={
          hasIntegrations() && !hasBody() ? ['status', 'headers'] : ['status', 'headers', 'body']
        }
      />
    </>
  )
}
