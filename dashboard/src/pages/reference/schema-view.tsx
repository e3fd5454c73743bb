import { For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { type OpenApi, resolve, type Schema, typeName } from './openapi.ts'
import styles from './schema-view.module.css'

/** Schemas may contain themselves: deeper levels are named, not opened. */
const deepest = 4

interface SchemaViewProps {
  readonly spec: OpenApi
  readonly schema: Schema
  readonly depth?: number
}

/** Properties of an object as a tree; of anything else its type. */
export function SchemaView(props: SchemaViewProps) {
  const depth = () => props.depth ?? 0
  const schema = () => resolve(props.spec, props.schema)
  const properties = () => Object.entries(schema().properties ?? {})
  return (
    <Show
      when={properties().length > 0}
      fallback={
        <p>
          <code>{typeName(props.schema)}</code>
        </p>
      }
    >
      <ul class={styles['tree']}>
        <For each={properties()}>
          {([name, property]) => (
            <li class={styles['property']}>
              <Property
                spec={props.spec}
                name={name}
                schema={property}
                required={schema().required?.includes(name) === true}
                depth={depth() + 1}
              />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

interface PropertyProps {
  readonly spec: OpenApi
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
  readonly depth: number
}

function Property(props: PropertyProps) {
  const inner = () => {
    if (props.depth >= deepest) return undefined
    const own = resolve(props.spec, props.schema)
    const item = resolve(props.spec, own.items ?? own)
    return item.properties === undefined ? undefined : item
  }
  return (
    <Show when={inner()} fallback={<Line {...props} />}>
      {(schema) => (
        <details>
          <summary class={styles['summary']}>
            <Line {...props} />
          </summary>
          <SchemaView spec={props.spec} schema={schema()} depth={props.depth} />
        </details>
      )}
    </Show>
  )
}

function Line(props: PropertyProps) {
  const { t } = useI18n()
  const about = () => {
    const schema = resolve(props.spec, props.schema)
    return [schema.title, schema.description].filter(Boolean).join('. ')
  }
  return (
    <span class={styles['line']}>
      <code>{props.name}</code>
      <span class={styles['type']}>{typeName(props.schema)}</span>
      <Show when={props.required}>
        <span class={styles['required']}>{t('reference.required')}</span>
      </Show>
      <Show when={about()}>
        <span class={styles['about']}>{about()}</span>
      </Show>
    </span>
  )
}
