import Blocks from 'lucide-solid/icons/blocks'
import { createSignal, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { ConnectionButton } from './connection-button.tsx'
import { IntegrationFields } from './integration-fields.tsx'
import { ItemCard } from './item-card.tsx'
import { RecentCalls } from './recent-calls.tsx'
import { ShareIntegration } from './share-integration.tsx'
import styles from './workspace.module.css'

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
      summary={text('endpoint') || text('statement')}
      isOpen={props.isOpen}
      onToggle={props.onToggle}
      onRemove={props.onRemove}
    >
      <IntegrationFields pointer={props.pointer} kinds={builder.kinds()} />
      <div class={styles['links']}>
        <ConnectionButton pointer={props.pointer} />
        <Show when={!form.readOnly()}>
          <Button icon={Blocks} onClick={() => setSharing(true)}>
            {t('integrations.share')}
          </Button>
        </Show>
      </div>
      <RecentCalls integrationId={text('id')} />
      <Show when={isSharing()}>
        <ShareIntegration pointer={props.pointer} onClose={() => setSharing(false)} />
      </Show>
    </ItemCard>
  )
}
