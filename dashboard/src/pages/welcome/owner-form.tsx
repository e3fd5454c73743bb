import { createStore } from 'solid-js/store'
import { Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import type { Me } from '../../lib/session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'

interface OwnerFormProps {
  readonly token: string
  readonly onCreated: (me: Me) => void
}

export function OwnerForm(props: OwnerFormProps) {
  const { t } = useI18n()
  const [fields, setFields] = createStore({ token: props.token, name: '', email: '', password: '' })
  const setUp = useAction('setUp')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setUp.mutate({ body: { ...fields } }, { onSuccess: (answer) => props.onCreated(answer.data) })
  }
  const typed = (field: keyof typeof fields) => ({
    get value() {
      return fields[field]
    },
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) =>
      setFields(field, event.currentTarget.value),
    required: true,
  })
  return (
    <form class={form['form']} onSubmit={submit}>
      <Show when={setUp.error}>
        {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
      </Show>
      <Show when={props.token === ''}>
        <Field label={t('welcome.token')} hint={t('welcome.tokenHint')}>
          {(control) => <Input {...control} mono autocomplete="off" {...typed('token')} />}
        </Field>
      </Show>
      <Field label={t('common.name')} error={issueAt(setUp.error, '/name')}>
        {(control) => <Input {...control} autocomplete="name" {...typed('name')} />}
      </Field>
      <Field label={t('signIn.email')} error={issueAt(setUp.error, '/email')}>
        {(control) => (
          <Input {...control} type="email" autocomplete="username" {...typed('email')} />
        )}
      </Field>
      <Field
        label={t('signIn.password')}
        hint={t('welcome.passwordHint')}
        error={issueAt(setUp.error, '/password')}
      >
        {(control) => (
          <PasswordInput
            {...control}
            autocomplete="new-password"
            minLength={12}
            {...typed('password')}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={setUp.isPending}>
        {t('welcome.submit')}
      </Button>
    </form>
  )
}
