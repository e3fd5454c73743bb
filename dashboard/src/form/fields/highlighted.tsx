import { Show } from 'solid-js'

import { pathParts } from '../../builder/path-template.ts'
import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import { HighlightInput, type HighlightPart } from '../highlight-input.tsx'
import { hintOf, labelOf } from '../words.ts'
import { textOf, written } from './text.tsx'

/** A route template with its parameters marked. */
export function PathField(props: FieldProps) {
  return <HighlightedField {...props} split={splitPath} />
}

/** Text with `{{ expressions }}` marked; the body of an answer gets several lines. */
export function TemplateField(props: FieldProps) {
  return (
    <Show
      when={props.name === 'body' || props.name === 'template'}
      fallback={<HighlightedField {...props} split={splitTemplate} />}
    >
      <LongTemplateField {...props} />
    </Show>
  )
}

function HighlightedField(props: FieldProps & { split: (text: string) => HighlightPart[] }) {
  const { t } = useI18n()
  const form = useForm()
  const text = () => textOf(form.get(props.pointer))
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hintOf(t, props.schema)}
      error={form.issue(props.pointer)}
    >
      {(control) => (
        <HighlightInput
          {...control}
          value={text()}
          parts={props.split(text())}
          readOnly={form.readOnly()}
          onInput={(event) => form.set(props.pointer, written(event.currentTarget.value, props))}
        />
      )}
    </Field>
  )
}

function LongTemplateField(props: FieldProps) {
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
          mono
          rows={8}
          spellcheck={false}
          value={textOf(form.get(props.pointer))}
          readOnly={form.readOnly()}
          onInput={(event) => form.set(props.pointer, written(event.currentTarget.value, props))}
        />
      )}
    </Field>
  )
}

const splitPath = (text: string): HighlightPart[] =>
  pathParts(text).map((part) => ({ text: part.text, isMarked: part.isParameter }))

const splitTemplate = (text: string): HighlightPart[] =>
  text
    .split(/(\{\{.*?\}\})/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, isMarked: part.startsWith('{{') }))
