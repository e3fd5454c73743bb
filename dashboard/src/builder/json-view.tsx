import { createMemo } from 'solid-js'

import { CodeEditor } from '../form/code-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { nodeAt, parseTree } from './json-text.ts'
import { segmentsOf } from './pointer.ts'
import styles from './workspace.module.css'

/** The whole document as text, with every problem at its place. */
export function JsonView() {
  const { t } = useI18n()
  const builder = useBuilder()
  const draft = builder.store.draft
  const diagnostics = createMemo(() => {
    const { text, parsed, issues } = draft()
    if (!parsed.ok) {
      const { offset, message } = parsed.error
      return [
        { from: Math.max(0, offset - 1), to: offset + 1, severity: 'error' as const, message },
      ]
    }
    const root = parseTree(text)
    return issues.map(({ pointer, message }) => ({
      ...placeOf(root, pointer),
      severity: 'error' as const,
      message: `${pointer === '' ? '' : `${pointer}: `}${message}`,
    }))
  })
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

/** The value a pointer names, or the nearest thing around it that is in the text. */
function placeOf(
  root: ReturnType<typeof parseTree>,
  pointer: string,
): { from: number; to: number } {
  if (root === undefined) return { from: 0, to: 1 }
  const segments = segmentsOf(pointer)
  for (let length = segments.length; length > 0; length--) {
    const node = nodeAt(root, segments.slice(0, length))
    if (node !== undefined) return { from: node.start, to: Math.min(node.end, node.start + 200) }
  }
  return { from: 0, to: 1 }
}
