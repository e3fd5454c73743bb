import { type Component, lazy } from 'solid-js'
import { Dynamic } from 'solid-js/web'

import type { FieldProps } from './field-props.ts'
import { ChoicesField } from './fields/choices.tsx'
import { ListField } from './fields/list.tsx'
import { LongTextField, TextField } from './fields/text.tsx'
import { KeyValueField } from './fields/key-value.tsx'
import { JsonataField, JsonField } from './fields/code.tsx'
import { JsonSchemaField } from './fields/json-schema.tsx'
import { NumberField } from './fields/number.tsx'
import { PathField, TemplateField } from './fields/highlighted.tsx'
import { SecretNameField } from './fields/secret-name.tsx'
import { SourceField } from './fields/source.tsx'
import { SelectField } from './fields/select.tsx'
import { SwitchField } from './fields/switch.tsx'
import { type FieldKind, fieldKind } from './schema.ts'

// Both draw fields again: loaded by name to keep the modules free of a cycle.
const UnionField = lazy(async () => ({ default: (await import('./fields/union.tsx')).UnionField }))
const ObjectField = lazy(async () => ({
  default: (await import('./fields/object.tsx')).ObjectField,
}))

const fields: Readonly<Record<FieldKind, Component<FieldProps>>> = {
  text: TextField,
  'long-text': LongTextField,
  source: SourceField,
  number: NumberField,
  select: SelectField,
  switch: SwitchField,
  list: ListField,
  choices: ChoicesField,
  'key-value': KeyValueField,
  union: UnionField,
  object: ObjectField,
  template: TemplateField,
  path: PathField,
  jsonata: JsonataField,
  json: JsonField,
  'secret-name': SecretNameField,
  'json-schema': JsonSchemaField,
}

/** One field, by the editor that its schema names. */
export function SchemaField(props: FieldProps) {
  return <Dynamic component={fields[fieldKind(props.schema)]} {...props} />
}
