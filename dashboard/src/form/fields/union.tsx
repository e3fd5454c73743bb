import { createMemo, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { SchemaForm } from '../schema-form.tsx'
import { discriminatorOf, type FieldSchema, initialValue, variantsOf } from '../schema.ts'
import { hintOf, labelOf } from '../words.ts'

/** One of several shapes, told apart by a constant such as `type`; choosing another starts it afresh. */
export function UnionField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const variants = () => variantsOf(props.schema)
  const discriminator = () => discriminatorOf(props.schema) ?? 'type'
  const nameOf = (variant: FieldSchema) =>
    String(variant.properties?.[discriminator()]?.const ?? '')
  const options = () =>
    variants().map((variant) => {
      const value = nameOf(variant)
      return { value, label: labelOf(t, variant, value) }
    })
  const chosen = createMemo(() =>
    String(
      form.get(`${props.pointer}/${discriminator()}`) ??
        memberOf(props.schema.default, discriminator()),
    ),
  )
  const variant = createMemo(() => variants().find((one) => nameOf(one) === chosen()))
  const members = () =>
    Object.keys(variant()?.properties ?? {}).filter((name) => name !== discriminator())
  const choose = (name: string) => {
    const next = variants().find((one) => nameOf(one) === name)
    if (next !== undefined)
      form.set(props.pointer, { ...Object(initialValue(next)), [discriminator()]: name })
  }
  return (
    <div class={styles['group']}>
      <Field
        label={labelOf(t, props.schema, props.name)}
        hint={hintOf(t, props.schema)}
        error={form.issue(props.pointer)}
      >
        {(control) => (
          <Select
            {...control}
            options={options()}
            value={chosen()}
            disabled={form.readOnly()}
            onChange={choose}
          />
        )}
      </Field>
      <Show when={members().length > 0 && variant()}>
        {(shape) => (
          <div class={styles['nested']}>
            <SchemaForm schema={shape()} pointer={props.pointer} only={members()} />
          </div>
        )}
      </Show>
    </div>
  )
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
