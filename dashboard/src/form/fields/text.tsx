import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import { hintOf, labelOf } from '../words.ts'

export function TextField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hintOf(t, props.schema)}
      error={form.issue(props.pointer)}
    >
      {(control) => (
        <Input
          {...control}
          value={textOf(form.get(props.pointer))}
          placeholder={textOf(props.schema.default)}
          readOnly={form.readOnly()}
          onInput={(event) => form.set(props.pointer, written(event.currentTarget.value, props))}
        />
      )}
    </Field>
  )
}

export function LongTextField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hintOf(t, props.schema)}
      error={form.issue(props.pointer)}
    >
      {(control) => (
        <Textarea
          {...control}
          rows={3}
          value={textOf(form.get(props.pointer))}
          readOnly={form.readOnly()}
          onInput={(event) => form.set(props.pointer, written(event.currentTarget.value, props))}
        />
      )}
    </Field>
  )
}

/** An emptied optional field leaves the document; a required one stays, to be told about. */
export function written(text: string, props: FieldProps): string | undefined {
  return text === '' && props.required !== true ? undefined : text
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
