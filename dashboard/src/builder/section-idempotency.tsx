import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { SchemaForm } from '../form/schema-form.tsx'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { configSchema } from './config-schema.ts'
import { idempotencyNotes } from './idempotency-notes.ts'

/** Whether a repeated request is executed again; says what callers see with these settings. */
export function IdempotencySection() {
  const { t } = useI18n()
  const form = useForm()
  const isOn = () => form.get('/idempotency/enabled') === true
  const notes = () => idempotencyNotes(form.get('/idempotency'))
  return (
    <>
      <Show when={form.get('/method') === 'GET'}>
        <Banner tone="info" title={t('builder.idempotency.notForGet')} />
      </Show>
      <SchemaForm
        schema={configSchema.properties?.['idempotency'] ?? {}}
        pointer="/idempotency"
        only={isOn() ? ['enabled', 'required', 'ttlSeconds', 'upstreamIsIdempotent'] : ['enabled']}
      />
      <p class={form_['hint']} aria-live="polite">
        {notes()
          .map(({ word, values }) => t(`builder.idempotency.notes.${word}`, values))
          .join(' ')}
      </p>
    </>
  )
}
