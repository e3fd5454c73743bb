import { type JSX, mergeProps } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Field, type FieldControl } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import { hintOf, labelOf } from '../words.ts'

export function TextField(props: FieldProps) {
  return (
    <TextFrame {...props}>
      {(control) => <Input {...control} placeholder={textOf(props.schema.default)} />}
    </TextFrame>
  )
}

export function LongTextField(props: FieldProps) {
  return <TextFrame {...props}>{(control) => <Textarea {...control} rows={3} />}</TextFrame>
}

/** Spread on a control that edits text: ties it to its field and to the document. */
export interface TextControl extends FieldControl {
  readonly value: string
  readonly readOnly: boolean
  readonly onInput: (event: { readonly currentTarget: { readonly value: string } }) => void
}

interface TextFrameProps extends FieldProps {
  readonly children: (control: TextControl) => JSX.Element
}

/** Label, hint and error around a control that edits the text at the pointer. */
export function TextFrame(props: TextFrameProps) {
  const { t } = useI18n()
  const form = useForm()
  const editing = {
    get value() {
      return textOf(form.get(props.pointer))
    },
    get readOnly() {
      return form.readOnly()
    },
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      form.set(props.pointer, written(event.currentTarget.value, props)),
  }
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hintOf(t, props.schema)}
      error={form.issue(props.pointer)}
    >
      {(control) => props.children(mergeProps(control, editing))}
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
