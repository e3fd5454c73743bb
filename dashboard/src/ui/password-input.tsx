import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { createSignal, splitProps } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { IconButton } from './icon-button.tsx'
import { Input, type InputProps } from './input.tsx'
import styles from './password-input.module.css'

export interface PasswordInputProps extends Omit<InputProps, 'type'> {
  /** What the button does, when it is not a password. */
  readonly showLabel?: string
  readonly hideLabel?: string
}

/** `autocomplete` says whether it is the current or a new password. */
export function PasswordInput(props: PasswordInputProps) {
  const { t } = useI18n()
  const [own, rest] = splitProps(props, ['showLabel', 'hideLabel'])
  const [shown, setShown] = createSignal(false)
  const label = () =>
    shown()
      ? (own.hideLabel ?? t('signIn.hidePassword'))
      : (own.showLabel ?? t('signIn.showPassword'))
  return (
    <span class={styles['wrap']}>
      <Input {...rest} type={shown() ? 'text' : 'password'} class={styles['input'] ?? ''} />
      <IconButton
        class={styles['toggle'] ?? ''}
        icon={shown() ? EyeOff : Eye}
        label={label()}
        onClick={() => setShown(!shown())}
      />
    </span>
  )
}
