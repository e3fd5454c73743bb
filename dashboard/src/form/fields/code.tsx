import { createMemo, type JSX, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { CodeEditor } from '../code-editor.tsx'
import type { CodeMirror } from '../code-mirror.ts'
import { useForm } from '../form-context.ts'
import { placed } from '../expression-marks.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { JsonIssues } from '../json-issues.tsx'
import { createJsonText } from '../json-text.ts'
import { hintOf, labelOf } from '../words.ts'
import { textOf, written } from './text.tsx'

/** A JSONata expression with completion of what the request scope offers. */
export function JsonataField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const text = () => textOf(form.get(props.pointer))
  const error = () => {
    const message = form.issue(props.pointer)
    return message === undefined ? undefined : placed(text(), message)
  }
  const marks = form.marks && createMemo(() => form.marks?.(props.pointer))
  return (
    <Labelled {...props} error={error()}>
      <CodeEditor
        language="jsonata"
        label={labelOf(t, props.schema, props.name)}
        text={text()}
        readOnly={form.readOnly()}
        invalid={error() !== undefined}
        scope={form.scope()}
        {...(marks && { diagnostics: marks() ?? [] })}
        onReady={(editor) => form.onEditor?.(props.pointer, editor)}
        onChange={(text) => form.set(props.pointer, written(text, props))}
      />
    </Labelled>
  )
}

/** Any JSON value. Text that is not JSON yet stays in the editor and out of the document. */
export function JsonField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const json = createJsonText(() => props.pointer)
  let editor: CodeMirror | undefined
  return (
    <Labelled {...props} error={undefined}>
      <CodeEditor
        language="json"
        label={labelOf(t, props.schema, props.name)}
        text={json.text()}
        readOnly={form.readOnly()}
        invalid={json.diagnostics().length > 0}
        diagnostics={json.diagnostics()}
        onReady={(ready) => (editor = ready)}
        onChange={json.write}
      />
      <JsonIssues json={json} reveal={({ from, to }) => editor?.reveal(from, to)} />
    </Labelled>
  )
}

export function Labelled(props: FieldProps & { error: string | undefined; children: JSX.Element }) {
  const { t } = useI18n()
  return (
    <div class={styles['stack']}>
      <span class={styles['legend']}>{labelOf(t, props.schema, props.name)}</span>
      {props.children}
      <Show when={props.error}>{(message) => <p class={styles['error']}>{message()}</p>}</Show>
      <Show when={hintOf(t, props.schema)}>{(hint) => <p class={styles['hint']}>{hint()}</p>}</Show>
    </div>
  )
}
