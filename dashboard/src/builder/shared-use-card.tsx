import { Show } from 'solid-js'

import { useIntegration } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { useI18n } from '../i18n/index.ts'
import { StatusTag } from '../ui/status-tag.tsx'
import { sharedUseSchema } from './config-schema.ts'
import { ItemCard } from './item-card.tsx'
import styles from './workspace.module.css'

interface SharedUseCardProps {
  readonly pointer: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onRemove: () => void
}

/** Chosen in the picker, not written. */
const fixed = new Set(['type', 'integration'])
const own = Object.keys(sharedUseSchema.properties ?? {}).filter((name) => !fixed.has(name))

/** A use of a shared integration: what it says itself, and the way to the rest. */
export function SharedUseCard(props: SharedUseCardProps) {
  const { t } = useI18n()
  const form = useForm()
  const text = (name: string) => String(form.get(`${props.pointer}/${name}`) ?? '')
  const query = useIntegration(() => text('integration'))
  const shared = () => (query.isSuccess ? query.data.data : undefined)
  const issue = () => form.issue(`${props.pointer}/integration`)
  const summary = () => {
    const found = shared()
    if (found !== undefined) return `${t('integrations.shared')} · ${found.name} · ${found.host}`
    return query.isError ? t('integrations.unknown') : t('integrations.shared')
  }
  return (
    <ItemCard
      pointer={props.pointer}
      name={text('id')}
      summary={summary()}
      isOpen={props.isOpen}
      onToggle={props.onToggle}
      onRemove={props.onRemove}
    >
      <Show when={issue()}>{(message) => <p class={styles['error']}>{message()}</p>}</Show>
      <Show when={shared()}>
        {(found) => (
          <p class={styles['links']}>
            <a href={`/integrations/${found().id}`}>
              {t('integrations.toPage', { name: found().name })}
            </a>
            <span class="muted">{found().type}</span>
            <code>{found().host}</code>
            <StatusTag tone="neutral">
              {t('integrations.revision', { revision: found().revision })}
            </StatusTag>
          </p>
        )}
      </Show>
      <SchemaForm schema={sharedUseSchema} pointer={props.pointer} only={own} />
    </ItemCard>
  )
}
