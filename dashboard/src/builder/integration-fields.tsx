import { createMemo, Show } from 'solid-js'

import { compositionFields } from '#contract/composition.ts'
import type { KindEntry } from '#contract/kind.ts'
import { resilienceFields } from '#contract/resilience.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { IntegrationKind } from './integration-kind.tsx'
import { ResilienceParts } from './resilience-parts.tsx'
import styles from './workspace.module.css'

interface IntegrationFieldsProps {
  readonly pointer: string
  readonly kinds: readonly KindEntry[]
  /** A shared integration: it has a name before all else, and no endpoint around it. */
  readonly isShared?: boolean
}

const first = [
  'endpoint',
  'driver',
  'connection',
  'mode',
  'method',
  'id',
  'eventType',
  'secrets',
  'payload',
  'authentication',
  'document',
  'operationName',
  'variables',
  'statement',
  'parameters',
  'query',
  'headers',
  'body',
]
/** Edited in a part of its own. */
const hidden = new Set(['type', 'name', ...Object.keys(resilienceFields)])
/** Said where an endpoint uses it. */
const ofUses = new Set(Object.keys(compositionFields))

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
  const names = () =>
    Object.keys(schema()?.properties ?? {}).filter(
      (name) => !hidden.has(name) && !(props.isShared === true && ofUses.has(name)),
    )
  const shown = () => first.filter((name) => names().includes(name))
  return (
    <Show
      when={schema()}
      fallback={<p class="muted">{form.issue(props.pointer, true) ?? t('builder.noForm')}</p>}
    >
      {(found) => (
        <>
          <IntegrationKind pointer={props.pointer} kinds={props.kinds} />
          <SchemaForm
            schema={found()}
            pointer={props.pointer}
            only={props.isShared === true ? ['name', ...shown()] : shown()}
          />
          <details class={styles['more']}>
            <summary>{t('builder.more')}</summary>
            <SchemaForm
              schema={found()}
              pointer={props.pointer}
              only={names().filter((name) => !first.includes(name))}
            />
          </details>
          <ResilienceParts
            pointer={props.pointer}
            schema={found()}
            isLive={props.isShared !== true}
          />
        </>
      )}
    </Show>
  )
}
