import { createSignal } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'

interface CreateIntegrationProps {
  readonly onCreated: (id: string) => void
  readonly onClose: () => void
}

const fields = ['name', 'id', 'endpoint'] as const

/** A shared integration with what it needs at least; the rest is on its page. */
export function CreateIntegration(props: CreateIntegrationProps) {
  const { t } = useI18n()
  const [draft, setDraft] = createSignal({ name: '', id: '', endpoint: 'https://' })
  const create = useAction('createIntegration', { invalidates: [keys.allIntegrations] })
  const submit = () =>
    create.mutate(
      { body: { ...draft(), type: 'http' } },
      { onSuccess: ({ data }) => props.onCreated(data.id) },
    )
  const words = {
    name: [t('common.name'), t('integrations.nameHint')],
    id: [t('builder.titles.Id'), t('integrations.idHint')],
    endpoint: [
      t('integrations.url'),
      t('integrations.urlHint', { example: '{{ request.params.id }}' }),
    ],
  } as const
  const text = (name: (typeof fields)[number]) => (
    <Field
      label={String(words[name][0])}
      hint={words[name][1]}
      error={issueAt(create.error, `/${name}`)}
    >
      {(control) => (
        <Input
          {...control}
          required
          mono={name !== 'name'}
          autocomplete="off"
          value={draft()[name]}
          onInput={(event) => setDraft({ ...draft(), [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <FormDialog
      title={t('integrations.create')}
      description={t('integrations.createText')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      {fields.map(text)}
    </FormDialog>
  )
}
