import { createUniqueId, For } from 'solid-js'

import { useSecrets } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Input } from '../../ui/input.tsx'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { SecretUse } from './secret-use.tsx'
import { TextFrame } from './text.tsx'

/** The name of a secret: one of those that exist, or one that is typed here and set later. */
export function SecretNameField(props: FieldProps) {
  const { t } = useI18n()
  const secrets = useSecrets()
  const listId = createUniqueId()
  return (
    <TextFrame {...props}>
      {(control) => (
        <>
          <Input {...control} mono list={listId} autocomplete="off" spellcheck={false} />
          <datalist id={listId}>
            <For each={secrets.data?.items}>{(secret) => <option value={secret.name} />}</For>
          </datalist>
          <SecretUse pointer={props.pointer} name={control.value} />
          <p class={styles['hint']}>
            <a href="/settings#secrets">{t('secrets.manage')}</a>
          </p>
        </>
      )}
    </TextFrame>
  )
}
