import { Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Select } from '../../ui/select.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import { hintOf, labelOf, optionLabel } from '../words.ts'

const UNSET = ''

/** Up to three choices are all visible; an optional one can be left unset. */
export function SelectField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const label = () => labelOf(t, props.schema, props.name)
  const mayBeUnset = () => props.required !== true && props.schema.default === undefined
  const options = () => [
    ...(mayBeUnset() ? [{ value: UNSET, label: t('builder.form.unset') }] : []),
    ...(props.schema.enum ?? []).map((value) => ({
      value: String(value),
      label: optionLabel(t, String(value)),
    })),
  ]
  const value = () => String(form.get(props.pointer) ?? props.schema.default ?? UNSET)
  const choose = (next: string) => form.set(props.pointer, next === UNSET ? undefined : next)
  return (
    <Show
      when={options().length > 3}
      fallback={
        <SegmentedControl
          label={label()}
          showLabel
          options={options().map((option) => ({ ...option, disabled: form.readOnly() }))}
          value={value()}
          onChange={choose}
        />
      }
    >
      <Field label={label()} hint={hintOf(t, props.schema)} error={form.issue(props.pointer)}>
        {(control) => (
          <Select
            {...control}
            options={options()}
            value={value()}
            disabled={form.readOnly()}
            onChange={choose}
          />
        )}
      </Field>
    </Show>
  )
}
