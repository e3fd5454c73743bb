import { createMemo } from 'solid-js'

import { CodeEditor } from '../form/code-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { diagnosticsOf } from './json-diagnostics.ts'
import styles from './workspace.module.css'

/** The whole document as text, with every problem at its place. */
export function JsonView() {
  const { t } = useI18n()
  const builder = useBuilder()
  const draft = builder.store.draft
  const diagnostics = createMemo(() =>
    diagnosticsOf(draft().text, draft().issues, (error) =>
      t('builder.form.brokenAt', { ...error }),
    ),
  )
  return (
    <div class={styles['json']}>
      <CodeEditor
        bare
        language="json"
        label={t('builder.jsonLabel')}
        text={draft().text}
        readOnly={!builder.canEdit()}
        diagnostics={diagnostics()}
        onChange={(text) => builder.store.setText(text)}
      />
    </div>
  )
}
