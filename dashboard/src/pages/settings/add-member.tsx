import { createStore } from 'solid-js/store'

import type { Role } from '#contract/account.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'
import { Select } from '../../ui/select.tsx'
import { showToast } from '../../ui/toast.ts'
import { useGrantableRoles } from './grantable-roles.ts'

export function AddMember(props: { readonly onClose: () => void }) {
  const { t } = useI18n()
  const roles = useGrantableRoles()
  const [fields, setFields] = createStore({
    name: '',
    email: '',
    role: 'editor' as Role,
    password: '',
  })
  const create = useAction('createUser', { invalidates: [keys.users] })
  const submit = () => {
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
    <FormDialog
      title={t('settings.addMember')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
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
    </FormDialog>
  )
}
