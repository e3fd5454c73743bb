import { For, Show } from 'solid-js'

import { useForm } from './form-context.ts'
import { SchemaField } from './schema-field.tsx'
import { type FieldSchema, isWide } from './schema.ts'
import styles from './form.module.css'

interface SchemaFormProps {
  readonly schema: FieldSchema
  readonly pointer: string
  /** Members to show, in this order; all of the schema when absent. */
  readonly only?: readonly string[]
}

/** Fields for the members of an object schema, two to a row where they are short. */
export function SchemaForm(props: SchemaFormProps) {
  const form = useForm()
  const properties = () => props.schema.properties ?? {}
  const valueOf = (name: string) =>
    form.get(`${props.pointer}/${name}`) ?? properties()[name]?.default
  const isShown = (name: string) =>
    Object.entries(properties()[name]?.when ?? {}).every(
      ([other, value]) => valueOf(other) === value,
    )
  const names = () => (props.only ?? Object.keys(properties())).filter(isShown)
  return (
    <div class={styles['grid']}>
      <For each={names()}>
        {(name) => (
          <Show when={props.schema.properties?.[name]}>
            {(schema) => (
              <div class={isWide(schema()) ? styles['wide'] : ''}>
                <SchemaField
                  schema={schema()}
                  name={name}
                  pointer={`${props.pointer}/${name}`}
                  required={props.schema.required?.includes(name) === true}
                />
              </div>
            )}
          </Show>
        )}
      </For>
    </div>
  )
}
