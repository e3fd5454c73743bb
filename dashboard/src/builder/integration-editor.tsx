import Blocks from 'lucide-solid/icons/blocks'
import { createSignal, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { IntegrationFields } from './integration-fields.tsx'
import { ItemCard } from './item-card.tsx'
import { ShareIntegration } from './share-integration.tsx'

interface IntegrationEditorProps {
  readonly pointer: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onRemove: () => void
}

/** An integration that the endpoint defines itself, and may share. */
export function IntegrationEditor(props: IntegrationEditorProps) {
  const { t } = useI18n()
  const builder = useBuilder()
  const form = useForm()
  const [isSharing, setSharing] = createSignal(false)
  const text = (name: string) => String(form.get(`${props.pointer}/${name}`) ?? '')
  return (
    <ItemCard
      pointer={props.pointer}
      name={text('id')}
      summary={text('endpoint')}
      isOpen={props.isOpen}
      onToggle={props.onToggle}
      onRemove={props.onRemove}
    >
      <IntegrationFields pointer={props.pointer} kinds={builder.kinds()} />
      <Show when={!form.readOnly()}>
        <div>
          <Button icon={Blocks} onClick={() => setSharing(true)}>
            {t('integrations.share')}
          </Button>
        </div>
      </Show>
      <Show when={isSharing()}>
        <ShareIntegration pointer={props.pointer} onClose={() => setSharing(false)} />
      </Show>
    </ItemCard>
  )
}
