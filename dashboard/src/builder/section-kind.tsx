import { For, Show } from 'solid-js'

import { pointerTo } from '#contract/json-pointer.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { useBuilder } from './builder-context.ts'
import { isUnder } from './pointer.ts'
import { kindsOf } from './sections.ts'
import styles from './workspace.module.css'

/** Where a section keeps its kind and its settings. */
const places: Readonly<Record<string, { type: string; settings: string }>> = {
  rateLimit: { type: '/rateLimit/strategy', settings: '/rateLimit' },
  caching: { type: '/caching/strategy', settings: '/caching' },
}

/** A stage whose kinds and their forms come from the server; it knows none of them. */
export function KindSection() {
  const { t } = useI18n()
  const builder = useBuilder()
  const form = useForm()
  const kinds = () => kindsOf(builder.section(), builder.kinds())
  const place = () => places[builder.section()]
  const chosen = () => String(form.get(place()?.type ?? '') ?? '')
  const kind = () => kinds().find((one) => one.type === chosen())
  const issues = () =>
    builder.store
      .draft()
      .issues.filter((issue) => isUnder(pointerTo(builder.section()), issue.pointer))
  return (
    <>
      <For each={issues()}>{(issue) => <p class={styles['error']}>{issue.message}</p>}</For>
      <Show
        when={kinds().length > 0}
        fallback={
          <div>
            <Button onClick={() => builder.setView('json')}>{t('builder.fixInJson')}</Button>
          </div>
        }
      >
        <SegmentedControl
          label={t('builder.kind')}
          showLabel
          options={kinds().map((one) => ({ value: one.type, label: one.title }))}
          value={chosen()}
          onChange={(type) => form.set(place()?.type ?? '', type)}
        />
        <Show when={kind()}>
          {(found) => (
            <SchemaForm schema={found().schema as FieldSchema} pointer={place()?.settings ?? ''} />
          )}
        </Show>
      </Show>
    </>
  )
}
