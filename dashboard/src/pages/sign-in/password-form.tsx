import { createSignal, Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { useI18n } from '../../i18n/index.ts'
import type { Me } from '../../lib/session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { PasswordInput } from '../../ui/password-input.tsx'

export function PasswordForm(props: { readonly onSignedIn: (me: Me) => void }) {
  const { t } = useI18n()
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const signIn = useAction('signIn')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signIn.mutate(
      { body: { email: email(), password: password() } },
      { onSuccess: (answer) => props.onSignedIn(answer.data) },
    )
  }
  return (
    <form class={form['form']} onSubmit={submit}>
      <Show when={signIn.error}>
        {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
      </Show>
      <Field label={t('signIn.email')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autocomplete="username"
            required
            value={email()}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('signIn.password')}>
        {(control) => (
          <PasswordInput
            {...control}
            autocomplete="current-password"
            required
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
