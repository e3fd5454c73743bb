import { createSignal } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ExpiryField, type ExpiryDays, expiryOf } from '../../ui/expiry-field.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { listOf } from '../consumers/word-list.ts'
import { Choices, EndpointChoices } from './choices.tsx'

interface CreateKeyProps {
  readonly consumer: Consumer
  readonly onIssued: (text: string) => void
  readonly onClose: () => void
}

export function CreateKey(props: CreateKeyProps) {
  const { t } = useI18n()
  const [name, setName] = createSignal('')
  const [days, setDays] = createSignal<ExpiryDays>('90')
  const [networks, setNetworks] = createSignal('')
  const [endpoints, setEndpoints] = createSignal<readonly string[]>([])
  const [roles, setRoles] = createSignal<readonly string[]>([])
  const stale = [keys.allConsumers, keys.consumer(props.consumer.id)]
  const create = useAction('createConsumerKey', { invalidates: stale })
  const submit = () => {
    const body = {
      name: name(),
      allowedIps: listOf(networks()),
      endpoints: [...endpoints()],
      roles: [...roles()],
      ...expiryOf(days()),
    }
    create.mutate(
      { params: { id: props.consumer.id }, body },
      { onSuccess: ({ data }) => props.onIssued(data.key) },
    )
  }
  return (
    <FormDialog
      title={t('consumers.createKey')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      <Field
        label={t('common.name')}
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
      <ExpiryField value={days()} onChange={setDays} />
      <Field
        optional
        label={t('consumers.networks')}
        hint={t('consumers.networksHint')}
        error={issueAt(create.error, '/allowedIps')}
      >
        {(control) => (
          <Input
            {...control}
            mono
            placeholder="203.0.113.0/24"
            value={networks()}
            onInput={(event) => setNetworks(event.currentTarget.value)}
          />
        )}
      </Field>
      <EndpointChoices chosen={endpoints()} onChange={setEndpoints} />
      <Choices
        legend={t('consumers.keyRoles')}
        options={props.consumer.roles.map((role) => ({ value: role, label: role }))}
        chosen={roles()}
        onChange={setRoles}
      />
    </FormDialog>
  )
}
