import { type JSX, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import { Input } from './input.tsx'
import styles from './secret-once.module.css'

interface SecretOnceProps {
  /** What to do: "Copy the token now". */
  readonly title: string
  readonly label: string
  readonly copyLabel: string
  readonly secret: string
  /** A command that uses it; undefined when there is nothing to call. */
  readonly curl: string | undefined
  /** Said in place of a command. */
  readonly noCurl?: JSX.Element
  readonly onClose: () => void
}

/** The only time a secret is shown, with a command to try it. */
export function SecretOnce(props: SecretOnceProps) {
  const { t } = useI18n()
  return (
    <Dialog
      open
      size="wide"
      onClose={() => props.onClose()}
      title={props.title}
      description={t('settings.tokenOnce')}
      actions={
        <Button variant="primary" onClick={() => props.onClose()}>
          {t('common.done')}
        </Button>
      }
    >
      <div class={styles['row']}>
        <Field hideLabel label={props.label}>
          {(control) => (
            <Input
              {...control}
              mono
              readOnly
              value={props.secret}
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
        </Field>
        <CopyButton withText text={props.secret} label={props.copyLabel} />
      </div>
      <Show when={props.curl} fallback={<p class="muted">{props.noCurl}</p>}>
        {(curl) => (
          <div class={styles['try']}>
            <h3>{t('settings.tokenTry')}</h3>
            <CopyButton text={curl()} label={t('settings.copyCurl')} />
            <pre class={styles['curl']} tabIndex={0}>
              {curl()}
            </pre>
          </div>
        )}
      </Show>
    </Dialog>
  )
}
