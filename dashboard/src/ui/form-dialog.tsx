import { createUniqueId, type JSX, Show } from 'solid-js'

import { errorText } from '../api/errors.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import form from './form.module.css'

interface FormDialogProps {
  /** What happens: title and button at once, such as "Create token". */
  readonly title: string
  readonly description?: string
  readonly busy: boolean
  /** Of the last attempt; what concerns a field stands beside the field as well. */
  readonly error: Error | null
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: JSX.Element
}

/** A short form in a dialog. Mount it to open it. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useI18n()
  const formId = createUniqueId()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={props.title}
      description={props.description}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={props.busy}>
            {props.title}
          </Button>
        </>
      }
    >
      <form id={formId} class={form['form']} onSubmit={submit}>
        <Show when={props.error}>
          {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
        </Show>
        {props.children}
      </form>
    </Dialog>
  )
}
