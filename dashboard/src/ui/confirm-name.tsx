import { createSignal } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import { Input } from './input.tsx'

interface ConfirmNameProps {
  readonly title: string
  readonly text: string
  /** What has to be typed. */
  readonly name: string
  readonly confirmLabel: string
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** For what cannot be undone. Mount it to open it. */
export function ConfirmName(props: ConfirmNameProps) {
  const { t } = useI18n()
  const [typed, setTyped] = createSignal('')
  const matches = () => typed().trim() === props.name
  const confirm = () => matches() && !props.busy && props.onConfirm()
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={props.title}
      description={props.text}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button variant="danger" disabled={!matches()} busy={props.busy} onClick={confirm}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <Field label={t('common.typeToConfirm', { name: props.name })}>
        {(control) => (
          <Input
            {...control}
            autocomplete="off"
            spellcheck={false}
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && confirm()}
          />
        )}
      </Field>
    </Dialog>
  )
}
