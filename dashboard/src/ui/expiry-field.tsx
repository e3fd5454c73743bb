import { Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { DateTimeInput } from './date-time-input.tsx'
import { Field } from './field.tsx'
import { Select } from './select.tsx'

const dayMs = 86_400_000
const choices = ['30', '90', '365', 'date', ''] as const

/** When something ends. */
export interface Expiry {
  /** Days from now, a date, or empty: never. */
  readonly choice: (typeof choices)[number]
  /** ISO 8601, of the choice `date`. */
  readonly at?: string | undefined
}

/** The member `expiresAt` of a request; nothing when it never ends. */
export function expiryOf({ choice, at }: Expiry): { readonly expiresAt?: string } {
  if (choice === '') return {}
  if (choice === 'date') return at === undefined ? {} : { expiresAt: at }
  return { expiresAt: new Date(Date.now() + Number(choice) * dayMs).toISOString() }
}

interface ExpiryFieldProps {
  readonly value: Expiry
  readonly error?: string | undefined
  readonly onChange: (expiry: Expiry) => void
}

export function ExpiryField(props: ExpiryFieldProps) {
  const { t } = useI18n()
  const word = (choice: Expiry['choice']) => {
    if (choice === '') return t('settings.expiryNever')
    return choice === 'date' ? t('settings.expiryDate') : t('settings.expiryDays', { days: choice })
  }
  return (
    <>
      <Field
        label={t('settings.tokenExpiry')}
        error={props.value.choice === 'date' ? undefined : props.error}
      >
        {(control) => (
          <Select
            {...control}
            value={props.value.choice}
            onChange={(choice) => props.onChange({ ...props.value, choice })}
            options={choices.map((value) => ({ value, label: word(value) }))}
          />
        )}
      </Field>
      <Show when={props.value.choice === 'date'}>
        <Field hideLabel label={t('settings.expiryDate')} error={props.error}>
          {(control) => (
            <DateTimeInput
              {...control}
              required
              value={props.value.at}
              onChange={(at) => props.onChange({ choice: 'date', at })}
            />
          )}
        </Field>
      </Show>
    </>
  )
}
