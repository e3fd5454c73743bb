import type { Extension } from '@codemirror/state'
import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import type { CodeMirror, Diagnostic } from './code-mirror.ts'
import styles from './form.module.css'

export interface CodeEditorProps {
  readonly language: 'json' | 'jsonata' | 'plain'
  readonly label: string
  readonly text: string
  readonly onChange?: (text: string) => void
  readonly readOnly?: boolean
  readonly invalid?: boolean
  /** Problems at places of the text. */
  readonly diagnostics?: readonly Diagnostic[]
  /** Paths that expressions may read. */
  readonly scope?: readonly string[]
  /** Fills its container, without a border. */
  readonly bare?: boolean
  /** Line numbers, and a mark beside each line with a problem; a bare editor has them. */
  readonly lines?: boolean
  /** Undo within the text, for what is no part of the draft. */
  readonly ownHistory?: boolean
  /** More help with the language, loaded with the editor. */
  readonly loadAssistance?: () => Promise<Extension>
  /** Called when it can be driven. */
  readonly onReady?: (editor: CodeMirror) => void
}

/** CodeMirror, loaded when first shown; until then the text stands there. */
export function CodeEditor(props: CodeEditorProps) {
  const { locale } = useI18n()
  let host: HTMLDivElement | undefined
  const [editor, setEditor] = createSignal<CodeMirror>()
  let isGone = false
  onMount(async () => {
    const [{ createCodeMirror }, assistance] = await Promise.all([
      import('./code-mirror.ts'),
      props.loadAssistance?.() ?? [],
    ])
    if (isGone || host === undefined) return
    const mirror = createCodeMirror({
      parent: host,
      language: props.language,
      label: props.label,
      text: props.text,
      lineNumbers: props.bare === true || props.lines === true,
      onChange: (text) => props.onChange?.(text),
      scope: () => props.scope ?? [],
      locale,
      checks: props.diagnostics === undefined,
      ownHistory: props.ownHistory === true,
      assistance,
    })
    setEditor(mirror)
    props.onReady?.(mirror)
  })
  onCleanup(() => {
    isGone = true
    editor()?.destroy()
  })
  createEffect(() => editor()?.setText(props.text))
  createEffect(() => editor()?.setReadOnly(props.readOnly === true || props.onChange === undefined))
  createEffect(
    on([editor, () => props.diagnostics], ([mirror, found]) => mirror?.setDiagnostics(found ?? [])),
  )
  return (
    <div
      class={props.bare === true ? styles['bare'] : styles['editor']}
      data-lines={props.lines === true ? 'true' : undefined}
      data-invalid={props.invalid === true ? 'true' : undefined}
    >
      <Show when={editor() === undefined}>
        <pre class={styles['waiting']}>{props.text}</pre>
      </Show>
      <div class={styles['host']} ref={(element) => (host = element)} />
    </div>
  )
}
