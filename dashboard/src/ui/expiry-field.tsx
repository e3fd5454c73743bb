import { useI18n } from '../i18n/index.ts'
import { Field } from './field.tsx'
import { Select } from './select.tsx'

const dayMs = 86_400_000
const choices = ['30', '90', '365', ''] as const
/** Days from now; empty: never. */
export type ExpiryDays = (typeof choices)[number]

/** The member `expiresAt` of a request; nothing when it never ends. */
export function expiryOf(days: ExpiryDays): { readonly expiresAt?: string } {
  if (days === '') return {}
  return { expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString() }
}

interface ExpiryFieldProps {
  readonly value: ExpiryDays
  readonly onChange: (days: ExpiryDays) => void
}

export function ExpiryField(props: ExpiryFieldProps) {
  const { t } = useI18n()
  return (
    <Field label={t('settings.tokenExpiry')}>
      {(control) => (
        <Select
          {...control}
          value={props.value}
          onChange={(days) => props.onChange(days)}
          options={choices.map((value) => ({
            value,
            label:
              value === '' ? t('settings.expiryNever') : t('settings.expiryDays', { days: value }),
          }))}
        />
      )}
    </Field>
  )
}
