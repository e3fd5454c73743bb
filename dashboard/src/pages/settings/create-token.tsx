import { createSignal, Show } from 'solid-js'

import type { Role } from '#contract/account.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { type Expiry, ExpiryField, expiryOf } from '../../ui/expiry-field.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { SecretOnce } from '../../ui/secret-once.tsx'
import { Select } from '../../ui/select.tsx'
import { useGrantableRoles } from './grantable-roles.ts'

export function CreateToken(props: { readonly onClose: () => void }) {
  const { t } = useI18n()
  const roles = useGrantableRoles()
  const [name, setName] = createSignal('')
  const [role, setRole] = createSignal<Role>('viewer')
  const [expiry, setExpiry] = createSignal<Expiry>({ choice: '90' })
  const create = useAction('createToken', { invalidates: [keys.tokens] })
  const submit = () => {
    create.mutate({
      body: { name: name(), role: role(), ...expiryOf(expiry()) },
    })
  }
  return (
    <Show
      when={create.data}
      fallback={
        <FormDialog
          title={t('settings.createToken')}
          busy={create.isPending}
          error={create.error}
          onSubmit={submit}
          onClose={() => props.onClose()}
        >
          <Field
            label={t('settings.tokenName')}
            hint={t('settings.tokenNameHint')}
            error={issueAt(create.error, '/name')}
          >
            {(control) => (
              <Input
                {...control}
                required
                value={name()}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
          <div class={form['pair']}>
            <Field label={t('settings.role')}>
              {(control) => (
                <Select {...control} value={role()} options={roles()} onChange={setRole} />
              )}
            </Field>
            <ExpiryField value={expiry()} onChange={setExpiry} />
          </div>
        </FormDialog>
      }
    >
      {(answer) => (
        <SecretOnce
          title={t('settings.tokenCreated')}
          label={t('settings.tokenName')}
          copyLabel={t('settings.copyToken')}
          secret={answer().data.token}
          curl={curlOf({
            method: 'GET',
            url: `${location.origin}/api/v1/endpoints`,
            headers: { authorization: `Bearer ${answer().data.token}` },
          })}
          onClose={() => props.onClose()}
        />
      )}
    </Show>
  )
}
