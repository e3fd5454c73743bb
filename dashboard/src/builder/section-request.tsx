import { SchemaField } from '../form/schema-field.tsx'
import { SchemaForm } from '../form/schema-form.tsx'
import { useI18n } from '../i18n/index.ts'
import { configSchema } from './config-schema.ts'
import styles from './workspace.module.css'

/** What callers send, and what the endpoint is called. */
export function RequestSection() {
  const { t } = useI18n()
  return (
    <>
      <div class={styles['route']}>
        <SchemaForm schema={configSchema} pointer="" only={['method']} />
        <SchemaForm schema={configSchema} pointer="" only={['path']} />
      </div>
      <SchemaForm schema={configSchema} pointer="" only={['name', 'version', 'description']} />
      <h2>{t('builder.limits')}</h2>
      <SchemaForm
        schema={configSchema.properties?.['request'] ?? {}}
        pointer="/request"
        only={['maxBodyBytes', 'contentTypes']}
      />
      <SchemaField
        schema={{ ...configSchema.properties?.['variables'], editor: 'json' }}
        name="variables"
        pointer="/variables"
      />
    </>
  )
}
