import { Show } from 'solid-js'

import { hasIssue, issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { Banner } from '../../ui/banner.tsx'
import { DateTimeInput } from '../../ui/date-time-input.tsx'
import { ExpiryField } from '../../ui/expiry-field.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { Choices, EndpointChoices } from './choices.tsx'
import choices from './choices.module.css'
import type { KeyDraft } from './key-draft.ts'

interface KeyFieldsProps {
  readonly draft: KeyDraft
  readonly onChange: (change: Partial<KeyDraft>) => void
  /** Of the last attempt. */
  readonly error: Error | null
  /** What the consumer of the key has to give. */
  readonly roles: readonly string[]
}

/** What a key is called, when and from where it counts, and what it opens. */
export function KeyFields(props: KeyFieldsProps) {
  const { t } = useI18n()
  return (
    <>
      <Field
        label={t('common.name')}
        hint={t('settings.tokenNameHint')}
        error={issueAt(props.error, '/name')}
      >
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            value={props.draft.name}
            onInput={(event) => props.onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class={form['pair']}>
        <Field
          optional
          label={t('keys.notBefore')}
          hint={t('keys.notBeforeHint', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
          error={issueAt(props.error, '/notBefore')}
        >
          {(control) => (
            <DateTimeInput
              {...control}
              value={props.draft.notBefore}
              onChange={(notBefore) => props.onChange({ notBefore })}
            />
          )}
        </Field>
        <div class={form['stack']}>
          <ExpiryField
            value={props.draft.expiry}
            error={issueAt(props.error, '/expiresAt')}
            onChange={(expiry) => props.onChange({ expiry })}
          />
        </div>
      </div>
      <Networks {...props} />
      <EndpointChoices
        chosen={props.draft.endpoints}
        error={issueAt(props.error, '/endpoints')}
        onChange={(endpoints) => props.onChange({ endpoints })}
      />
      <Choices
        legend={t('consumers.keyRoles')}
        options={props.roles.map((role) => ({ value: role, label: role }))}
        chosen={props.draft.roles}
        error={issueAt(props.error, '/roles')}
        onChange={(roles) => props.onChange({ roles })}
      />
    </>
  )
}

/** Networks, and the confirmation the server wants for one that holds every address. */
function Networks(props: KeyFieldsProps) {
  const { t } = useI18n()
  const mustConfirm = () => hasIssue(props.error, 'confirmation_required')
  return (
    <>
      <Field
        optional
        label={t('consumers.networks')}
        hint={t('consumers.networksHint')}
        error={mustConfirm() ? undefined : issueAt(props.error, '/allowedIps')}
      >
        {(control) => (
          <Input
            {...control}
            mono
            placeholder="203.0.113.0/24"
            value={props.draft.networks}
            // What was confirmed was another list.
            onInput={(event) =>
              props.onChange({ networks: event.currentTarget.value, isEveryAddressMeant: false })
            }
          />
        )}
      </Field>
      <Show when={mustConfirm()}>
        <Banner tone="warn" title={t('keys.everyAddress')}>
          <label class={choices['choice']}>
            <input
              type="checkbox"
              checked={props.draft.isEveryAddressMeant}
              onChange={(event) =>
                props.onChange({ isEveryAddressMeant: event.currentTarget.checked })
              }
            />
            {t('keys.everyAddressMeant')}
          </label>
        </Banner>
      </Show>
    </>
  )
}
