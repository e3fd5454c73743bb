import { createResource } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { CodeEditor } from '../code-editor.tsx'
import type { CodeMirror } from '../code-mirror.ts'
import { useForm } from '../form-context.ts'
import { JsonIssues } from '../json-issues.tsx'
import { createJsonText } from '../json-text.ts'
import { keywordWords } from './keyword-words.ts'

interface SchemaEditorProps {
  readonly label: string
  readonly pointer: string
  /** Names its members can have, such as the parameters of a path. */
  readonly names?: readonly string[]
  /** Somebody asked for it just now. */
  readonly takesFocus?: boolean
}

/**
 * Edits a JSON Schema of the document: completion of what fits the place, the meaning of a keyword on hover,
 * every problem at its line. An emptied text leaves the document as it is: a schema is removed on purpose.
 */
export function SchemaEditor(props: SchemaEditorProps) {
  const { locale } = useI18n()
  const form = useForm()
  const json = createJsonText(() => props.pointer, true)
  const [words] = createResource(locale, keywordWords)
  let editor: CodeMirror | undefined
  const loadAssistance = async () => {
    const { schemaAssistance } = await import('./assistance.ts')
    return schemaAssistance({
      document: () => ({ value: form.get(props.pointer), names: props.names ?? [] }),
      words: () => words.latest ?? {},
    })
  }
  return (
    <>
      <CodeEditor
        lines
        language="json"
        label={props.label}
        text={json.text()}
        readOnly={form.readOnly()}
        invalid={json.diagnostics().length > 0}
        diagnostics={json.diagnostics()}
        loadAssistance={loadAssistance}
        onReady={(ready) => {
          editor = ready
          if (props.takesFocus === true) ready.reveal(0, 0)
        }}
        onChange={json.write}
      />
      <JsonIssues json={json} reveal={({ from, to }) => editor?.reveal(from, to)} />
    </>
  )
}
