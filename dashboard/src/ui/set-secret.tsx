import { createSignal, Show } from 'solid-js'

import type { Secret } from '#contract/secret.ts'

import { useAction } from '../api/action.ts'
import { keys } from '../api/keys.ts'
import { issueAt } from '../api/problem-error.ts'
import { useI18n } from '../i18n/index.ts'
import { Field } from './field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { Input } from './input.tsx'
import { SecretInput } from './secret-input.tsx'
import { Textarea } from './textarea.tsx'
import { showToast } from './toast.ts'

interface SetSecretProps {
  /** The one whose value is replaced; without it a new one is added. */
  readonly of?: Secret | undefined
  /** Name of a new one. */
  readonly name?: string
  /** Origins to allow besides those it has. */
  readonly origins?: readonly string[]
  readonly onSet?: () => void
  readonly onClose: () => void
}

/** Adds a secret or replaces its value. Mount it to open it. */
export function SetSecret(props: SetSecretProps) {
  const { t } = useI18n()
  const [typed, setTyped] = createSignal(props.name ?? '')
  const [value, setValue] = createSignal('')
  const allowed = new Set([...(props.of?.allowedOrigins ?? []), ...(props.origins ?? [])])
  const [origins, setOrigins] = createSignal([...allowed].join('\n'))
  const set = useAction('setSecret', { invalidates: [keys.secrets] })
  const name = () => props.of?.name ?? typed().trim()
  const onSuccess = () => {
    showToast({ text: t('secrets.saved', { name: name() }) })
    props.onSet?.()
    props.onClose()
  }
  const allowedOrigins = () => origins().split(/\s+/).filter(Boolean)
  const originIssue = () =>
    allowedOrigins()
      .map((origin, at) => {
        const issue = issueAt(set.error, `/allowedOrigins/${at}`)
        return issue && `${origin}: ${issue}`
      })
      .find((issue) => issue !== undefined) ?? issueAt(set.error, '/allowedOrigins')
  const submit = () => {
    const body = { value: value(), allowedOrigins: allowedOrigins() }
    set.mutate({ params: { name: name() }, body }, { onSuccess })
  }
  return (
    <FormDialog
      title={t(props.of ? 'secrets.replaceValue' : 'secrets.add')}
      {...(props.of && { description: t('secrets.replaceText', { name: props.of.name }) })}
      busy={set.isPending}
      error={set.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      <Show when={props.of === undefined}>
        <Field label={t('common.name')} hint={t('secrets.nameHint')}>
          {(control) => (
            <Input
              {...control}
              mono
              required
              pattern="[A-Za-z][A-Za-z0-9_\-]*"
              maxLength={64}
              autocomplete="off"
              spellcheck={false}
              value={typed()}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
      </Show>
      <Field
        label={t('secrets.value')}
        hint={t('secrets.valueHint')}
        error={issueAt(set.error, '/value')}
      >
        {(control) => (
          <SecretInput
            {...control}
            required
            maxLength={8_192}
            value={value()}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label={t('secrets.origins')}
        hint={t(props.of?.allowedOrigins === null ? 'secrets.originsUnset' : 'secrets.originsHint')}
        error={originIssue()}
        optional
      >
        {(control) => (
          <Textarea
            {...control}
            mono
            rows={2}
            placeholder="https://api.example.com"
            spellcheck={false}
            value={origins()}
            onInput={(event) => setOrigins(event.currentTarget.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
