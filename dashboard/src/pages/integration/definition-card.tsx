import { createSignal, Show } from 'solid-js'

import type { KindEntry } from '#contract/kind.ts'

import type { DraftStore } from '../../builder/create-draft-store.ts'
import { isUnsaved, problemCount } from '../../builder/draft.ts'
import { createFormModel } from '../../builder/form-model.ts'
import { IntegrationFields } from '../../builder/integration-fields.tsx'
import { JsonView } from '../../builder/json-view.tsx'
import { FormContext } from '../../form/form-context.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Problems } from './effect-detail.tsx'
import styles from './integration.module.css'

interface DefinitionCardProps {
  readonly store: DraftStore
  readonly kinds: readonly KindEntry[]
}

/** The definition as fields or as JSON, and whether it is saved. */
export function DefinitionCard(props: DefinitionCardProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const canEdit = () => can('editor')
  const [view, setView] = createSignal<'form' | 'json'>('form')
  const draft = () => props.store.draft()
  const note = () => {
    if (!isUnsaved(draft())) return t('integrations.definitionNote')
    const count = problemCount(draft())
    return count > 0 ? t('builder.notSaved', { count }) : t('builder.unsaved')
  }
  const parseError = () => {
    const { parsed } = draft()
    return parsed.ok ? undefined : parsed.error
  }
  return (
    <Card
      padded
      title={t('integrations.definition')}
      note={<span role="status">{note()}</span>}
      actions={
        <>
          <Show when={canEdit() && isUnsaved(draft())}>
            <Button onClick={() => props.store.setText(draft().saved.text)}>
              {t('integrations.discard')}
            </Button>
          </Show>
          <SegmentedControl
            label={t('builder.view')}
            options={[
              { value: 'form', label: t('builder.form.view') },
              { value: 'json', label: 'JSON' },
            ]}
            value={view()}
            onChange={setView}
          />
        </>
      }
    >
      <Show
        when={view() === 'form'}
        fallback={
          <div class={styles['json']}>
            <JsonView store={props.store} readOnly={!canEdit()} />
          </div>
        }
      >
        <FormContext.Provider value={createFormModel(props.store, canEdit)}>
          <div class={styles['editor']}>
            <Show when={parseError()}>
              {(error) => (
                <p class={styles['problems']} role="alert">
                  {t('builder.notJson', { line: error().line, column: error().column })}
                </p>
              )}
            </Show>
            <IntegrationFields pointer="" kinds={props.kinds} isShared />
            <Problems title={t('integrations.save.invalid')} issues={draft().issues} />
          </div>
        </FormContext.Provider>
      </Show>
    </Card>
  )
}
