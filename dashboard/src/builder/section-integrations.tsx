import Blocks from 'lucide-solid/icons/blocks'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Show } from 'solid-js'

import type { SharedIntegration } from '#contract/shared-integration.ts'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { IntegrationEditor } from './integration-editor.tsx'
import { freshId, itemsAt, showOpened } from './lists.ts'
import { PickShared } from './pick-shared.tsx'
import { valueAt } from './pointer.ts'
import { SharedUseCard } from './shared-use-card.tsx'
import styles from './workspace.module.css'

const LIST = '/integrations'

/** The services an endpoint calls. They run at the same time unless one reads another's answer. */
export function IntegrationsSection() {
  const { t } = useI18n()
  const form = useForm()
  const { item: shown } = useBuilder()
  const items = () => itemsAt(form, LIST)
  const count = () => items().length
  const [open, setOpen] = createSignal(shown() ?? 0)
  const [isPicking, setPicking] = createSignal(false)
  const append = (base: string, item: object) => {
    form.set(LIST, [...items(), { id: freshId(base, items()), ...item }])
    setOpen(count() - 1)
  }
  const add = () =>
    append(count() === 0 ? 'upstream' : 'service', { type: 'http', endpoint: 'https://' })
  const addWebhook = () =>
    append('webhook', { type: 'webhook', endpoint: 'https://', eventType: '', secrets: [] })
  const use = ({ id, config }: SharedIntegration) => {
    append(String(valueAt(config, '/id') ?? 'service'), { type: 'shared', integration: id })
    setPicking(false)
  }
  const remove = (index: number) =>
    form.set(
      LIST,
      items().filter((_, other) => other !== index),
    )
  const card = (index: number) => ({
    pointer: `${LIST}/${index}`,
    get isOpen() {
      return open() === index
    },
    onToggle: () => setOpen(open() === index ? -1 : index),
    onRemove: () => remove(index),
  })
  return (
    <div class={styles['items']} ref={(list) => shown() !== undefined && showOpened(list)}>
      <Show when={count() === 0}>
        <p class="muted">{t('builder.noIntegrations')}</p>
      </Show>
      <For each={Array.from({ length: count() }, (_, index) => index)}>
        {(index) => (
          <Show
            when={form.get(`${LIST}/${index}/type`) === 'shared'}
            fallback={<IntegrationEditor {...card(index)} />}
          >
            <SharedUseCard {...card(index)} />
          </Show>
        )}
      </For>
      <Show when={!form.readOnly()}>
        <div class={styles['adds']}>
          <Button icon={Plus} onClick={add}>
            {t('builder.addIntegration')}
          </Button>
          <Button icon={Plus} onClick={addWebhook}>
            {t('deliveries.add')}
          </Button>
          <Button icon={Blocks} onClick={() => setPicking(true)}>
            {t('integrations.pick')}
          </Button>
        </div>
      </Show>
      <Show when={isPicking()}>
        <PickShared onPicked={use} onClose={() => setPicking(false)} />
      </Show>
    </div>
  )
}
