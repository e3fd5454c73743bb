import { createMemo, Show } from 'solid-js'

import { resilienceFields } from '#contract/resilience.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { ConnectionButton } from './connection-button.tsx'
import { IntegrationKind } from './integration-kind.tsx'
import { ItemCard } from './item-card.tsx'
import { ResilienceParts } from './resilience-parts.tsx'
import { RecentCalls } from './recent-calls.tsx'
import styles from './workspace.module.css'

interface IntegrationEditorProps {
  readonly pointer: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onRemove: () => void
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
/** Not usable in this version, or edited in a part of its own. */
const hidden = new Set(['type', 'name', ...Object.keys(resilienceFields)])

/** The form of an integration's kind, its fields as the server describes them. */
export function IntegrationEditor(props: IntegrationEditorProps) {
  const { t } = useI18n()
  const builder = useBuilder()
  const form = useForm()
  const text = (name: string) => String(form.get(`${props.pointer}/${name}`) ?? '')
  const schema = createMemo(
    () =>
      builder
        .kinds()
        .find(
          (kind) => kind.stage === 'integrations' && kind.type === text('type') && kind.available,
        )?.schema as FieldSchema | undefined,
  )
  const names = () => Object.keys(schema()?.properties ?? {}).filter((name) => !hidden.has(name))
  return (
    <ItemCard
      pointer={props.pointer}
      name={text('id')}
      summary={text('endpoint') || text('statement')}
      isOpen={props.isOpen}
      onToggle={props.onToggle}
      onRemove={props.onRemove}
    >
      <Show
        when={schema()}
        fallback={<p class="muted">{form.issue(props.pointer, true) ?? t('builder.noForm')}</p>}
      >
        {(found) => (
          <>
            <IntegrationKind pointer={props.pointer} />
            <SchemaForm
              schema={found()}
              pointer={props.pointer}
              only={first.filter((name) => names().includes(name))}
            />
            <details class={styles['more']}>
              <summary>{t('builder.more')}</summary>
              <SchemaForm
                schema={found()}
                pointer={props.pointer}
                only={names().filter((name) => !first.includes(name))}
              />
            </details>
            <ResilienceParts pointer={props.pointer} schema={found()} />
            <ConnectionButton pointer={props.pointer} />
            <RecentCalls integrationId={text('id')} />
          </>
        )}
      </Show>
    </ItemCard>
  )
}
