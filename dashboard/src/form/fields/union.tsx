import { createMemo, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { SchemaForm } from '../schema-form.tsx'
import { initialValue, variantName, variantsOf } from '../schema.ts'
import { hintOf, labelOf } from '../words.ts'

/** One of several shapes, told apart by `type`; choosing another starts it afresh. */
export function UnionField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const variants = () => variantsOf(props.schema)
  const options = () =>
    variants().map((variant) => {
      const value = String(variantName(variant))
      return { value, label: labelOf(t, variant, value) }
    })
  const chosen = createMemo(() =>
    String(form.get(`${props.pointer}/type`) ?? variantDefault(props.schema.default)),
  )
  const variant = createMemo(() => variants().find((one) => variantName(one) === chosen()))
  const members = () => Object.keys(variant()?.properties ?? {}).filter((name) => name !== 'type')
  const choose = (type: string) => {
    const next = variants().find((one) => variantName(one) === type)
    if (next !== undefined) form.set(props.pointer, { ...Object(initialValue(next)), type })
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

const variantDefault = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
