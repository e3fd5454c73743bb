import { createSignal } from 'solid-js'

import type { ConsumerKey, IssuedKey } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keysOfConsumer } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

const overlapHours = ['0', '1', '24', '168', '720'] as const

interface RotateKeyProps {
  readonly of: ConsumerKey
  readonly onIssued: (key: IssuedKey) => void
  readonly onClose: () => void
}

export function RotateKey(props: RotateKeyProps) {
  const { t } = useI18n()
  const [hours, setHours] = createSignal<(typeof overlapHours)[number]>('24')
  const rotate = useAction('rotateKey', { invalidates: keysOfConsumer(props.of.consumerId) })
  const submit = () => {
    const body = { overlapSeconds: Number(hours()) * 3_600 }
    rotate.mutate(
      { params: { id: props.of.id }, body },
      { onSuccess: ({ data }) => props.onIssued(data) },
    )
  }
  return (
    <FormDialog
      title={t('consumers.rotate')}
      description={t('consumers.rotateText', { name: props.of.name })}
      busy={rotate.isPending}
      error={rotate.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
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
    </FormDialog>
  )
}
