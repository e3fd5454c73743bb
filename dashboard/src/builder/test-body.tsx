import { createEffect, createMemo, createSignal, on } from 'solid-js'

import { CodeEditor } from '../form/code-editor.tsx'
import type { CodeMirror } from '../form/code-mirror.ts'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { diagnosticsOf, rangeOf } from './json-diagnostics.ts'
import { parseJson } from './json-text.ts'
import { segmentsOf } from './pointer.ts'
import styles from './test-panel.module.css'
import { requestIssues } from './trace-facts.ts'

const BODY = '/body'

/** Body of the test request, with what the last test found wrong marked at its place. */
export function TestBody() {
  const { t } = useI18n()
  const { test } = useBuilder()
  const [editor, setEditor] = createSignal<CodeMirror>()
  const diagnostics = createMemo(() => {
    const { body } = test.form
    // Marks are of the text that was sent; a body need not be JSON.
    if (test.sentBody() !== body || !parseJson(body).ok) return []
    const issues = requestIssues(test.result()?.trace ?? [])
      .filter(({ pointer }) => segmentsOf(pointer)[0] === 'body')
      .map((issue) => ({ ...issue, pointer: issue.pointer.slice(BODY.length) }))
    return diagnosticsOf(body, issues, () => '')
  })
  createEffect(
    on([editor, test.target], ([mirror, target]) => {
      if (mirror === undefined || target === undefined || segmentsOf(target)[0] !== 'body') return
      test.reveal(undefined)
      const { from, to } = rangeOf(test.form.body, target.slice(BODY.length))
      mirror.reveal(from, to)
    }),
  )
  return (
    <div class={styles['body']}>
      <CodeEditor
        language="json"
        ownHistory
        label={t('builder.test.body')}
        text={test.form.body}
        diagnostics={diagnostics()}
        onReady={setEditor}
        onChange={(body) => test.change({ body })}
      />
    </div>
  )
}
