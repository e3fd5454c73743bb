import { createMemo, Show } from 'solid-js'

import type { KindEntry } from '#contract/kind.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import styles from './workspace.module.css'

interface IntegrationFieldsProps {
  readonly pointer: string
  readonly kinds: readonly KindEntry[]
  /** Asks for its name before all else. */
  readonly isNamed?: boolean
}

const first = ['endpoint', 'method', 'id', 'authentication', 'query', 'headers', 'body']
/** Not usable in this version, or edited elsewhere. */
const hidden = new Set(['type', 'name', 'retryPolicy', 'fallbackStrategy'])

/** The form of an integration's kind, its fields as the server describes them. */
export function IntegrationFields(props: IntegrationFieldsProps) {
  const { t } = useI18n()
  const form = useForm()
  const schema = createMemo(
    () =>
      props.kinds.find(
        ({ stage, type, available }) =>
          stage === 'integrations' && type === form.get(`${props.pointer}/type`) && available,
      )?.schema as FieldSchema | undefined,
  )
  const names = () => Object.keys(schema()?.properties ?? {}).filter((name) => !hidden.has(name))
  const shown = () => first.filter((name) => names().includes(name))
  return (
    <Show
      when={schema()}
      fallback={<p class="muted">{form.issue(props.pointer, true) ?? t('builder.noForm')}</p>}
    >
      {(found) => (
        <>
          <SchemaForm
            schema={found()}
            pointer={props.pointer}
            only={props.isNamed === true ? ['name', ...shown()] : shown()}
          />
          <details class={styles['more']}>
            <summary>{t('builder.more')}</summary>
            <SchemaForm
              schema={found()}
              pointer={props.pointer}
              only={names().filter((name) => !first.includes(name))}
            />
          </details>
        </>
      )}
    </Show>
  )
}
