import { createMemo } from 'solid-js'

import { CodeEditor } from '../form/code-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import type { DraftStore } from './create-draft-store.ts'
import { diagnosticsOf } from './json-diagnostics.ts'
import styles from './workspace.module.css'

/** The whole document as text, with every problem at its place. */
export function JsonView(props: { readonly store: DraftStore; readonly readOnly: boolean }) {
  const { t } = useI18n()
  const draft = () => props.store.draft()
  const diagnostics = createMemo(() => {
    const { text, issues, warnings } = draft()
    const found = [
      ...issues,
      ...warnings.map((warning) => ({ ...warning, severity: 'warning' as const })),
    ]
    return diagnosticsOf(text, found, (error) => t('builder.form.brokenAt', { ...error }))
  })
  return (
    <div class={styles['json']}>
      <CodeEditor
        bare
        language="json"
        label={t('builder.jsonLabel')}
        text={draft().text}
        readOnly={props.readOnly}
        diagnostics={diagnostics()}
        onChange={(text) => props.store.setText(text)}
      />
    </div>
  )
}
