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
  /** A command that uses it. */
  readonly curl: string
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
      <div class={styles['try']}>
        <h3>{t('settings.tokenTry')}</h3>
        <CopyButton text={props.curl} label={t('settings.copyCurl')} />
        <pre class={styles['curl']} tabIndex={0}>
          {props.curl}
        </pre>
      </div>
    </Dialog>
  )
}
