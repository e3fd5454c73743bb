import { Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { hintOf, labelOf, optionLabel } from '../words.ts'
import { textOf } from './text.tsx'

export function NumberField(props: FieldProps) {
  const { t, format } = useI18n()
  const form = useForm()
  const hint = () => {
    const own = hintOf(t, props.schema)
    return own ?? readable(Number(form.get(props.pointer) ?? props.schema.default))
  }
  /** 10485760 bytes says little; 10.5 MB does. */
  const readable = (value: number) => {
    if (!Number.isFinite(value)) return undefined
    if (props.schema.unit === 'bytes') return format.bytes(value)
    return props.schema.unit === 'ms' && value >= 1_000 ? format.durationMs(value) : undefined
  }
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hint()}
      error={form.issue(props.pointer)}
    >
      {(control) => (
        <div class={styles['affix']}>
          <Input
            {...control}
            inputMode="numeric"
            autocomplete="off"
            value={textOf(form.get(props.pointer))}
            placeholder={textOf(props.schema.default)}
            readOnly={form.readOnly()}
            onInput={(event) => form.set(props.pointer, numberOf(event.currentTarget.value))}
          />
          <Show when={props.schema.unit}>{(unit) => <span>{optionLabel(t, unit())}</span>}</Show>
        </div>
      )}
    </Field>
  )
}

/** What is not a number stays as it was typed: the check tells, nothing is lost. */
export function numberOf(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text
}
