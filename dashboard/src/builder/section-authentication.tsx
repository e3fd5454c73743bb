import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { labelOf } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { KindFrame } from './kind-frame.tsx'
import { kindsOf } from './sections.ts'
import styles from './workspace.module.css'

/** Who may call: nobody in particular, or a kind of the server with its settings and the roles it then takes. */
export function AuthenticationSection() {
  const { t } = useI18n()
  const builder = useBuilder()
  const form = useForm()
  const kinds = () => kindsOf('authentication', builder.kinds())
  const chosen = () => String(form.get('/authentication/type') ?? 'none')
  const kind = () => kinds().find((one) => one.type === chosen())
  const member = (name: 'settings' | 'roles') =>
    (kind()?.schema as FieldSchema | undefined)?.properties?.[name]
  const options = () => [
    { value: 'none', label: t('common.none') },
    ...kinds().map((one) => ({ value: one.type, label: labelOf(t, one, one.type) })),
  ]
  return (
    <KindFrame
      options={options()}
      chosen={chosen()}
      // Settings of one kind mean nothing to another.
      onChoose={(type) => form.set('/authentication', { type })}
    >
      <Show when={member('settings')}>
        {(schema) => <SchemaForm schema={schema()} pointer="/authentication/settings" />}
      </Show>
      <Show when={member('roles')}>
        {(schema) => (
          <SchemaForm
            schema={{ type: 'object', properties: { roles: schema() } }}
            pointer="/authentication"
          />
        )}
      </Show>
      <Show when={chosen() !== 'none'}>
        <p class={styles['links']}>
          <Show when={chosen() === 'api-key'}>
            <a href="/keys">{t('builder.toKeys')}</a>
          </Show>
          <a href={`/refused?endpoint=${builder.endpoint().id}`}>{t('refused.ofEndpoint')}</a>
        </p>
      </Show>
    </KindFrame>
  )
}
