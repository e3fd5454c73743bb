import { createStore } from 'solid-js/store'

import type { ConsumerKey } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { keysOfConsumer } from '../../api/keys.ts'
import { useConsumer } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { draftOf, keyInput } from './key-draft.ts'
import { KeyFields } from './key-fields.tsx'

/** Changes what a key opens and when; the key itself stays. */
export function EditKey(props: { readonly of: ConsumerKey; readonly onClose: () => void }) {
  const { t } = useI18n()
  const [draft, setDraft] = createStore(draftOf(props.of))
  const consumer = useConsumer(() => props.of.consumerId)
  const save = useAction('saveKey', { invalidates: keysOfConsumer(props.of.consumerId) })
  const onSuccess = () => {
    showToast({ text: t('keys.saved', { name: draft.name }) })
    props.onClose()
  }
  return (
    <FormDialog
      title={t('keys.save')}
      description={t('keys.saveText', { prefix: props.of.prefix })}
      busy={save.isPending}
      error={save.error}
      onSubmit={() =>
        save.mutate({ params: { id: props.of.id }, body: keyInput(draft) }, { onSuccess })
      }
      onClose={() => props.onClose()}
    >
      <KeyFields
        draft={draft}
        onChange={setDraft}
        error={save.error}
        roles={consumer.isSuccess ? consumer.data.data.roles : []}
      />
    </FormDialog>
  )
}
