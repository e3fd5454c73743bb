import { createStore } from 'solid-js/store'
import { createUniqueId, Show } from 'solid-js'

import type { Role } from '#contract/account.ts'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { Select } from '../../ui/select.tsx'
import { showToast } from '../../ui/toast.ts'
import { useGrantableRoles } from './grantable-roles.ts'

export function AddMember(props: { readonly onClose: () => void }) {
  const { t } = useI18n()
  const formId = createUniqueId()
  const roles = useGrantableRoles()
  const [fields, setFields] = createStore({
    name: '',
    email: '',
    role: 'editor' as Role,
    password: '',
  })
  const create = useAction('createUser', { invalidates: [keys.users] })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    create.mutate(
      { body: { ...fields } },
      {
        onSuccess: () => {
          showToast({ text: t('settings.memberAdded', { name: fields.name }) })
          props.onClose()
        },
      },
    )
  }
  const set =
    (field: 'name' | 'email' | 'password') => (event: { currentTarget: HTMLInputElement }) =>
      setFields(field, event.currentTarget.value)
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={t('settings.addMember')}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
            {t('settings.addMember')}
          </Button>
        </>
      }
    >
      <form id={formId} class={form['form']} onSubmit={submit}>
        <Show when={create.error}>
          {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
        </Show>
        <Field label={t('common.name')} error={issueAt(create.error, '/name')}>
          {(control) => <Input {...control} required value={fields.name} onInput={set('name')} />}
        </Field>
        <Field label={t('settings.email')} error={issueAt(create.error, '/email')}>
          {(control) => (
            <Input {...control} type="email" required value={fields.email} onInput={set('email')} />
          )}
        </Field>
        <Field label={t('settings.role')} hint={t('settings.roleHint')}>
          {(control) => (
            <Select
              {...control}
              value={fields.role}
              options={roles()}
              onChange={(role) => setFields('role', role)}
            />
          )}
        </Field>
        <Field
          label={t('settings.memberPassword')}
          hint={t('settings.memberPasswordHint')}
          error={issueAt(create.error, '/password')}
        >
          {(control) => (
            <PasswordInput
              {...control}
              required
              minLength={12}
              autocomplete="new-password"
              value={fields.password}
              onInput={set('password')}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
