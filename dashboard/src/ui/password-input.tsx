import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { createSignal } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { IconButton } from './icon-button.tsx'
import { Input, type InputProps } from './input.tsx'
import styles from './password-input.module.css'

/** `autocomplete` says whether it is the current or a new password. */
export function PasswordInput(props: Omit<InputProps, 'type'>) {
  const { t } = useI18n()
  const [shown, setShown] = createSignal(false)
  return (
    <span class={styles['wrap']}>
      <Input {...props} type={shown() ? 'text' : 'password'} class={styles['input'] ?? ''} />
      <IconButton
        class={styles['toggle'] ?? ''}
        icon={shown() ? EyeOff : Eye}
        label={t(shown() ? 'signIn.hidePassword' : 'signIn.showPassword')}
        onClick={() => setShown(!shown())}
      />
    </span>
  )
}
