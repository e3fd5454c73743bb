import { createStore } from 'solid-js/store'

import type { Consumer, IssuedKey } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keysOfConsumer } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { keyInput, newKey } from './key-draft.ts'
import { KeyFields } from './key-fields.tsx'

interface CreateKeyProps {
  readonly consumer: Consumer
  readonly onIssued: (key: IssuedKey) => void
  readonly onClose: () => void
}

export function CreateKey(props: CreateKeyProps) {
  const { t } = useI18n()
  const [draft, setDraft] = createStore(newKey)
  const create = useAction('createConsumerKey', { invalidates: keysOfConsumer(props.consumer.id) })
  const submit = () =>
    create.mutate(
      { params: { id: props.consumer.id }, body: keyInput(draft) },
      { onSuccess: ({ data }) => props.onIssued(data) },
    )
  return (
    <FormDialog
      title={t('consumers.createKey')}
      description={t('keys.forConsumer', { name: props.consumer.name })}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      <KeyFields
        draft={draft}
        onChange={setDraft}
        error={create.error}
        roles={props.consumer.roles}
      />
    </FormDialog>
  )
}
