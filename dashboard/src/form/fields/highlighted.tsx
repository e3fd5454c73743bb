import { Show } from 'solid-js'

import { pathParts } from '../../builder/path-template.ts'
import { Textarea } from '../../ui/textarea.tsx'
import type { FieldProps } from '../field-props.ts'
import { HighlightInput, type HighlightPart } from '../highlight-input.tsx'
import { TextFrame } from './text.tsx'

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
  return (
    <TextFrame {...props}>
      {(control) => <HighlightInput {...control} parts={props.split(control.value)} />}
    </TextFrame>
  )
}

function LongTemplateField(props: FieldProps) {
  return (
    <TextFrame {...props}>
      {(control) => <Textarea {...control} mono rows={8} spellcheck={false} />}
    </TextFrame>
  )
}

const splitPath = (text: string): HighlightPart[] =>
  pathParts(text).map((part) => ({ text: part.text, isMarked: part.isParameter }))

const splitTemplate = (text: string): HighlightPart[] =>
  text
    .split(/(\{\{.*?\}\})/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, isMarked: part.startsWith('{{') }))
