import { createSignal, Show } from 'solid-js'

import type { Secret } from '#contract/secret.ts'

import { useSecrets } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { SetSecret } from '../../ui/set-secret.tsx'
import { useForm } from '../form-context.ts'
import styles from '../form.module.css'
import { secretDestinations } from '../secret-destinations.ts'

interface SecretUseProps {
  readonly pointer: string
  readonly name: string
}

interface Asked {
  readonly of: Secret | undefined
  readonly origins: readonly string[]
}

/** Says at once when a secret does not exist or may not be sent where it would be, and sets it. */
export function SecretUse(props: SecretUseProps) {
  const { t } = useI18n()
  const form = useForm()
  const { can } = useMe()
  const secrets = useSecrets()
  const [opened, setOpened] = createSignal<Asked>()
  const secret = () => secrets.data?.items.find(({ name }) => name === props.name)
  const origins = () => secretDestinations(form, props.pointer)
  const missing = () =>
    origins().filter((origin) => secret()?.allowedOrigins?.includes(origin) !== true)
  const isNamed = () => /^[A-Za-z][\w-]{0,63}$/.test(props.name) && secrets.data !== undefined
  const problem = () => {
    const { name } = props
    if (!isNamed()) return undefined
    if (secret() === undefined) return t('builder.resilience.secret.missing', { name })
    return missing().length === 0
      ? undefined
      : t('builder.resilience.secret.unbound', { name, origins: missing().join(', ') })
  }
  return (
    <>
      <Show when={problem()}>
        {(text) => (
          <div class={styles['offer']} role="status">
            <span>{text()}</span>
            <Show
              when={can('admin')}
              fallback={<span>{t('builder.resilience.secret.askAdmin')}</span>}
            >
              <Button size="sm" onClick={() => setOpened({ of: secret(), origins: origins() })}>
                {t(`builder.resilience.secret.${secret() === undefined ? 'set' : 'bind'}`)}
              </Button>
            </Show>
          </div>
        )}
      </Show>
      {/* Outlives the problem, which is gone as soon as the secret is set. */}
      <Show when={opened()} keyed>
        {(asked) => (
          <SetSecret
            {...asked}
            name={props.name}
            onSet={() => form.recheck?.()}
            onClose={() => setOpened(undefined)}
          />
        )}
      </Show>
    </>
  )
}
