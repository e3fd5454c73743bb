import { useI18n } from '../../i18n/index.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { SchemaForm } from '../schema-form.tsx'
import { labelOf } from '../words.ts'

export function ObjectField(props: FieldProps) {
  const { t } = useI18n()
  return (
    <fieldset class={styles['group']}>
      <legend class={styles['legend']}>{labelOf(t, props.schema, props.name)}</legend>
      <div class={styles['nested']}>
        <SchemaForm schema={props.schema} pointer={props.pointer} />
      </div>
    </fieldset>
  )
}
