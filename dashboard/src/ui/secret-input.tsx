import type { InputProps } from './input.tsx'
import { PasswordInput } from './password-input.tsx'
import { useI18n } from '../i18n/index.ts'

/** A value that is written and never read back. Password managers leave it alone. */
export function SecretInput(props: Omit<InputProps, 'type'>) {
  const { t } = useI18n()
  return (
    <PasswordInput
      {...props}
      mono
      autocomplete="off"
      spellcheck={false}
      data-1p-ignore
      data-lpignore="true"
      showLabel={t('secrets.showValue')}
      hideLabel={t('secrets.hideValue')}
    />
  )
}
