import { For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { useBuilder } from './builder-context.ts'
import { isUnder } from './pointer.ts'
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
  const issues = () =>
    builder.store.draft().issues.filter((issue) => isUnder('/authentication', issue.pointer))
  const options = () => [
    { value: 'none', label: t('common.none') },
    ...kinds().map((one) => ({ value: one.type, label: one.title })),
  ]
  return (
    <>
      <For each={issues()}>{(issue) => <p class={styles['error']}>{issue.message}</p>}</For>
      <SegmentedControl
        label={t('builder.kind')}
        showLabel
        options={options()}
        value={chosen()}
        // Settings of one kind mean nothing to another.
        onChange={(type) => form.set('/authentication', { type })}
      />
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
      <Show when={chosen() === 'api-key'}>
        <p>
          <a href="/consumers">{t('builder.toConsumers')}</a>
        </p>
      </Show>
    </>
  )
}
