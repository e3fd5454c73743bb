import { createSignal } from 'solid-js'

import { compositionFields } from '#contract/composition.ts'
import type { Integration } from '#contract/integration-kinds.ts'

import { useAction } from '../api/action.ts'
import { keys } from '../api/keys.ts'
import { issueAt } from '../api/problem-error.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Input } from '../ui/input.tsx'
import { showToast } from '../ui/toast.ts'

interface ShareIntegrationProps {
  readonly pointer: string
  readonly onClose: () => void
}

/** Makes a shared integration of an endpoint's own and puts a use in its place. Mount it to open it. */
export function ShareIntegration(props: ShareIntegrationProps) {
  const { t } = useI18n()
  const form = useForm()
  const item = form.get(props.pointer) as Integration
  const [own, definition] = parted(item)
  const [name, setName] = createSignal(item.name || item.id)
  const create = useAction('createIntegration', { invalidates: [keys.allIntegrations] })
  const submit = () =>
    create.mutate(
      { body: { ...definition, name: name() } as Integration },
      {
        onSuccess: ({ data }) => {
          form.set(props.pointer, { id: item.id, ...own, type: 'shared', integration: data.id })
          showToast({ text: t('integrations.isShared', { name: data.name }) })
          props.onClose()
        },
      },
    )
  return (
    <FormDialog
      title={t('integrations.share')}
      description={t('integrations.shareText')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      <Field
        label={t('common.name')}
        hint={t('integrations.nameHint')}
        error={issueAt(create.error, '')}
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
    </FormDialog>
  )
}

/** What the endpoint says itself, such as a condition, and the rest. */
function parted(item: object): [own: object, definition: object] {
  const isOwn = ([name]: [string, unknown]) => Object.hasOwn(compositionFields, name)
  const entries = Object.entries(item)
  return [
    Object.fromEntries(entries.filter(isOwn)),
    Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
  ]
}
