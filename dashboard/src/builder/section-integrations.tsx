import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { IntegrationEditor } from './integration-editor.tsx'
import { freshId, itemsAt, showOpened } from './lists.ts'
import styles from './workspace.module.css'

/** The services an endpoint calls. They run at the same time unless one reads another's answer. */
export function IntegrationsSection() {
  const { t } = useI18n()
  const form = useForm()
  const count = () => itemsAt(form, '/integrations').length
  const { item } = useBuilder()
  const [open, setOpen] = createSignal(item() ?? 0)
  const add = () => {
    const id = freshId(count() === 0 ? 'upstream' : 'service', itemsAt(form, '/integrations'))
    const item = { id, type: 'http', endpoint: 'https://' }
    form.set('/integrations', [...itemsAt(form, '/integrations'), item])
    setOpen(count() - 1)
  }
  const addWebhook = () => {
    const id = freshId('webhook', itemsAt(form, '/integrations'))
    const item = { id, type: 'webhook', endpoint: 'https://', eventType: '', secrets: [] }
    form.set('/integrations', [...itemsAt(form, '/integrations'), item])
    setOpen(count() - 1)
  }
  const remove = (index: number) =>
    form.set(
      '/integrations',
      itemsAt(form, '/integrations').filter((_, other) => other !== index),
    )
  return (
    <div class={styles['items']} ref={(list) => item() !== undefined && showOpened(list)}>
      <Show when={count() === 0}>
        <p class="muted">{t('builder.noIntegrations')}</p>
      </Show>
      <For each={Array.from({ length: count() }, (_, index) => index)}>
        {(index) => (
          <IntegrationEditor
            pointer={`/integrations/${index}`}
            isOpen={open() === index}
            onToggle={() => setOpen(open() === index ? -1 : index)}
            onRemove={() => remove(index)}
          />
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
        </div>
      </Show>
    </div>
  )
}
