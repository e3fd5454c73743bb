import { useI18n } from '../../i18n/index.ts'
import { CodeEditor } from '../code-editor.tsx'
import type { FieldProps } from '../field-props.ts'
import { useForm } from '../form-context.ts'
import { placeOf } from '../place-of.ts'
import { labelOf } from '../words.ts'
import { Labelled } from './code.tsx'
import { textOf, written } from './text.tsx'

/** Text of another language, such as SQL, GraphQL or JavaScript, with a problem marked at the line it names. */
export function SourceField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const isCode = () => props.schema.editor === 'javascript'
  const text = () => textOf(form.get(props.pointer))
  const diagnostics = () => {
    const message = form.issue(props.pointer)
    const place = message === undefined ? undefined : placeOf(text(), message)
    if (message === undefined || place === undefined) return []
    return [{ ...place, severity: 'error' as const, message }]
  }
  return (
    <Labelled {...props} error={form.issue(props.pointer)}>
      <CodeEditor
        language="plain"
        lines
        label={labelOf(t, props.schema, props.name)}
        text={text()}
        readOnly={form.readOnly()}
        invalid={form.issue(props.pointer) !== undefined}
        diagnostics={diagnostics()}
        {...(isCode() && { loadAssistance })}
        onChange={(changed) => form.set(props.pointer, written(changed, props))}
      />
    </Labelled>
  )
}

/** Colours and indentation: a parser of its own, loaded with the first code that is edited. */
const loadAssistance = async () => (await import('@codemirror/lang-javascript')).javascript()
