import { createSignal, Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { PasswordInput } from '../../ui/password-input.tsx'
import { showToast } from '../../ui/toast.ts'

const shortest = 12

export function PasswordCard() {
  const { t } = useI18n()
  const { me } = useMe()
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const [left, setLeft] = createSignal(false)
  const change = useAction('changePassword', { invalidates: [keys.sessions] })
  const tooShort = () =>
    left() && next() !== '' && next().length < shortest ? t('settings.tooShort') : undefined
  const done = () => {
    setCurrent('')
    setNext('')
    showToast({ text: t('settings.passwordChanged') })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setLeft(true)
    if (next().length < shortest) return
    change.mutate(
      { body: { currentPassword: current(), newPassword: next() } },
      { onSuccess: done },
    )
  }
  return (
    <Card padded title={t('settings.password')} note={t('settings.passwordNote')}>
      <form class={form['form']} onSubmit={submit}>
        {/* Tells password managers whose password this is. */}
        <input
          type="text"
          autocomplete="username"
          value={me().user.email}
          aria-label={t('settings.email')}
          hidden
          readOnly
        />
        <Show when={change.error}>
          {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
        </Show>
        <div class={form['pair']}>
          <Field label={t('settings.currentPassword')}>
            {(control) => (
              <PasswordInput
                {...control}
                autocomplete="current-password"
                required
                value={current()}
                onInput={(event) => setCurrent(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field
            label={t('settings.newPassword')}
            hint={t('settings.newPasswordHint')}
            error={tooShort() ?? issueAt(change.error, '/newPassword')}
          >
            {(control) => (
              <PasswordInput
                {...control}
                autocomplete="new-password"
                required
                value={next()}
                onInput={(event) => setNext(event.currentTarget.value)}
                onBlur={() => setLeft(true)}
              />
            )}
          </Field>
        </div>
        <div class={form['buttons']}>
          <Button type="submit" busy={change.isPending}>
            {t('settings.changePassword')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
