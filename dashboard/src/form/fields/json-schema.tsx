import { useI18n } from '../../i18n/index.ts'
import type { FieldProps } from '../field-props.ts'
import { SchemaEditor } from '../json-schema/schema-editor.tsx'
import { labelOf } from '../words.ts'
import { Labelled } from './code.tsx'

/** A JSON Schema with completion. */
export function JsonSchemaField(props: FieldProps) {
  const { t } = useI18n()
  return (
    <Labelled {...props} error={undefined}>
      <SchemaEditor label={labelOf(t, props.schema, props.name)} pointer={props.pointer} />
    </Labelled>
  )
}
