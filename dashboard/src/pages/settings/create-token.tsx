import { createSignal, createUniqueId, Show } from 'solid-js'

import type { Role } from '#contract/account.ts'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ExpiryField, type ExpiryDays, expiryOf } from '../../ui/expiry-field.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { SecretOnce } from '../../ui/secret-once.tsx'
import { Select } from '../../ui/select.tsx'
import { useGrantableRoles } from './grantable-roles.ts'

export function CreateToken(props: { readonly onClose: () => void }) {
  const { t } = useI18n()
  const formId = createUniqueId()
  const roles = useGrantableRoles()
  const [name, setName] = createSignal('')
  const [role, setRole] = createSignal<Role>('viewer')
  const [days, setDays] = createSignal<ExpiryDays>('90')
  const create = useAction('createToken', { invalidates: [keys.tokens] })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    create.mutate({
      body: { name: name(), role: role(), ...expiryOf(days()) },
    })
  }
  return (
    <Show
      when={create.data}
      fallback={
        <Dialog
          open
          onClose={() => props.onClose()}
          title={t('settings.createToken')}
          actions={
            <>
              <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
              <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
                {t('settings.createToken')}
              </Button>
            </>
          }
        >
          <form id={formId} class={form['form']} onSubmit={submit}>
            <Show when={create.error}>
              {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
            </Show>
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
              <ExpiryField value={days()} onChange={setDays} />
            </div>
          </form>
        </Dialog>
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
