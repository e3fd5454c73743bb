import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useBuilder } from './builder-context.ts'
import { KindFrame } from './kind-frame.tsx'
import { kindsOf } from './sections.ts'

/** Where a section keeps its kind and its settings. */
const places: Readonly<Record<string, { type: string; settings: string }>> = {
  caching: { type: '/caching/strategy', settings: '/caching' },
}

/** A stage whose kinds and their forms come from the server; it knows none of them. */
export function KindSection() {
  const builder = useBuilder()
  const form = useForm()
  const kinds = () => kindsOf(builder.section(), builder.kinds())
  const place = () => places[builder.section()]
  const chosen = () => String(form.get(place()?.type ?? '') ?? '')
  const kind = () => kinds().find((one) => one.type === chosen())
  return (
    <KindFrame
      options={kinds().map((one) => ({ value: one.type, label: one.title }))}
      chosen={chosen()}
      onChoose={(type) => form.set(place()?.type ?? '', type)}
    >
      <Show when={kind()}>
        {(found) => (
          <SchemaForm schema={found().schema as FieldSchema} pointer={place()?.settings ?? ''} />
        )}
      </Show>
    </KindFrame>
  )
}
