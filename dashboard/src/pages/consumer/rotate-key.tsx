import { createSignal, createUniqueId, Show } from 'solid-js'

import type { ConsumerKey } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Select } from '../../ui/select.tsx'

const overlapHours = ['0', '1', '24', '168', '720'] as const

interface RotateKeyProps {
  readonly of: ConsumerKey
  readonly onIssued: (text: string) => void
  readonly onClose: () => void
}

export function RotateKey(props: RotateKeyProps) {
  const { t } = useI18n()
  const formId = createUniqueId()
  const [hours, setHours] = createSignal<(typeof overlapHours)[number]>('24')
  const stale = [keys.allConsumers, keys.consumer(props.of.consumerId)]
  const rotate = useAction('rotateKey', { invalidates: stale })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const body = { overlapSeconds: Number(hours()) * 3_600 }
    rotate.mutate(
      { params: { id: props.of.id }, body },
      { onSuccess: ({ data }) => props.onIssued(data.key) },
    )
  }
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={t('consumers.rotate')}
      description={t('consumers.rotateText', { name: props.of.name })}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={rotate.isPending}>
            {t('consumers.rotate')}
          </Button>
        </>
      }
    >
      <form id={formId} class={form['form']} onSubmit={submit}>
        <Show when={rotate.error}>
          {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
        </Show>
        <Field label={t('consumers.overlap')}>
          {(control) => (
            <Select
              {...control}
              value={hours()}
              onChange={setHours}
              options={overlapHours.map((value) => ({
                value,
                label:
                  value === '0' ? t('consumers.noOverlap') : t('consumers.hours', { hours: value }),
              }))}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
