import { useI18n } from '../i18n/index.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmProps {
  readonly title: string
  readonly text: string
  readonly confirmLabel: string
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** For what ends something of small reach. Mount it to open it. */
export function Confirm(props: ConfirmProps) {
  const { t } = useI18n()
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={props.title}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button variant="danger" busy={props.busy} onClick={() => props.onConfirm()}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <p>{props.text}</p>
    </Dialog>
  )
}
