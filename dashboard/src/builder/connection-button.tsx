import Plug from 'lucide-solid/icons/plug'
import { createSignal, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { ConnectionTestDialog } from './connection-test.tsx'

/** Opens the connection test of the integration at a pointer. */
export function ConnectionButton(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const form = useForm()
  const builder = useBuilder()
  const [isOpen, setOpen] = createSignal(false)
  return (
    <div>
      <Button
        icon={Plug}
        disabled={!builder.canEdit()}
        title={builder.canEdit() ? undefined : t('builder.connection.editorsOnly')}
        onClick={() => setOpen(true)}
      >
        {t('builder.connection.open')}
      </Button>
      <Show when={isOpen()}>
        <ConnectionTestDialog
          integration={form.get(props.pointer)}
          onClose={() => setOpen(false)}
        />
      </Show>
    </div>
  )
}
