import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import styles from './token-secret.module.css'

interface TokenSecretProps {
  readonly token: string
  readonly onClose: () => void
}

/** The only time the token is shown. */
export function TokenSecret(props: TokenSecretProps) {
  const { t } = useI18n()
  const curl = () =>
    curlOf({
      method: 'GET',
      url: `${location.origin}/api/v1/endpoints`,
      headers: { authorization: `Bearer ${props.token}` },
    })
  return (
    <Dialog
      open
      size="wide"
      onClose={() => props.onClose()}
      title={t('settings.tokenCreated')}
      description={t('settings.tokenOnce')}
      actions={
        <Button variant="primary" onClick={() => props.onClose()}>
          {t('common.done')}
        </Button>
      }
    >
      <div class={styles['row']}>
        <Field hideLabel label={t('settings.tokenName')}>
          {(control) => (
            <Input
              {...control}
              mono
              readOnly
              value={props.token}
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
        </Field>
        <CopyButton withText text={props.token} label={t('settings.copyToken')} />
      </div>
      <div class={styles['try']}>
        <h3>{t('settings.tokenTry')}</h3>
        <CopyButton text={curl()} label={t('settings.copyCurl')} />
        <pre class={styles['curl']} tabIndex={0}>
          {curl()}
        </pre>
      </div>
    </Dialog>
  )
}
