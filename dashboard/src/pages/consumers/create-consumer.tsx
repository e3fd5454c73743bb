import { createSignal } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { listOf } from './word-list.ts'

interface CreateConsumerProps {
  /** What comes next. */
  readonly description: string
  readonly onCreated: (consumer: Consumer) => void
  readonly onClose: () => void
}

/** A consumer with what most need; the rest is on its page. */
export function CreateConsumer(props: CreateConsumerProps) {
  const { t } = useI18n()
  const [name, setName] = createSignal('')
  const [roles, setRoles] = createSignal('')
  const [scopes, setScopes] = createSignal('')
  const create = useAction('createConsumer', { invalidates: [keys.allConsumers] })
  const submit = () => {
    const body = { name: name(), roles: listOf(roles()), scopes: listOf(scopes()) }
    create.mutate({ body }, { onSuccess: ({ data }) => props.onCreated(data) })
  }
  return (
    <FormDialog
      title={t('consumers.create')}
      description={props.description}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      <Field
        label={t('common.name')}
        hint={t('consumers.nameHint')}
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
      <Field
        optional
        label={t('consumers.roles')}
        hint={t('consumers.listHint')}
        error={issueAt(create.error, '/roles')}
      >
        {(control) => (
          <Input
            {...control}
            mono
            value={roles()}
            onInput={(event) => setRoles(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        optional
        label={t('consumers.scopes')}
        hint={t('consumers.listHint')}
        error={issueAt(create.error, '/scopes')}
      >
        {(control) => (
          <Input
            {...control}
            mono
            value={scopes()}
            onInput={(event) => setScopes(event.currentTarget.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
