import ChevronRight from 'lucide-solid/icons/chevron-right'
import Trash from 'lucide-solid/icons/trash'
import { type JSX, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './workspace.module.css'

interface ItemCardProps {
  readonly pointer: string
  readonly name: string
  readonly summary: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onRemove: () => void
  readonly children: JSX.Element
}

/** One of a list, folded to a line until opened. */
export function ItemCard(props: ItemCardProps) {
  const { t } = useI18n()
  const form = useForm()
  return (
    <section class={styles['item']} aria-label={props.name}>
      <header class={styles['itemHead']}>
        <button
          type="button"
          class={styles['itemToggle']}
          aria-expanded={props.isOpen}
          onClick={() => props.onToggle()}
        >
          <Icon of={ChevronRight} />
          <strong>{props.name}</strong>
          <span class={styles['summary']}>{props.summary}</span>
          <Show when={form.issue(props.pointer, true)}>
            <span class={styles['count']}>!</span>
          </Show>
        </button>
        <Show when={!form.readOnly()}>
          <IconButton
            icon={Trash}
            label={t('builder.form.removeItem', { name: props.name })}
            onClick={() => props.onRemove()}
          />
        </Show>
      </header>
      <Show when={props.isOpen}>
        <div class={styles['itemBody']}>{props.children}</div>
      </Show>
    </section>
  )
}
