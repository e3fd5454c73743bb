import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { CodeEditor } from '../code-editor.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { hintOf, labelOf } from '../words.ts'
import { textOf, written } from './text.tsx'

/** A JSONata expression with completion of what the request scope offers. */
export function JsonataField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  return (
    <Labelled {...props} error={form.issue(props.pointer)}>
      <CodeEditor
        language="jsonata"
        label={labelOf(t, props.schema, props.name)}
        text={textOf(form.get(props.pointer))}
        readOnly={form.readOnly()}
        invalid={form.issue(props.pointer) !== undefined}
        scope={form.scope()}
        onChange={(text) => form.set(props.pointer, written(text, props))}
      />
    </Labelled>
  )
}

/** Any JSON value. Text that is not JSON yet stays in the editor and out of the document. */
export function JsonField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const print = () => {
    const value = form.get(props.pointer)
    return value === undefined ? '' : JSON.stringify(value, null, 2)
  }
  const [text, setText] = createSignal(print())
  const [isBroken, setBroken] = createSignal(false)
  createEffect(on(print, (next) => compact(next) === compact(text()) || setText(next)))
  const write = (next: string) => {
    setText(next)
    const value = parsed(next)
    setBroken(value === BROKEN)
    if (value !== BROKEN) form.set(props.pointer, value)
  }
  const error = () => (isBroken() ? t('builder.form.notJson') : form.issue(props.pointer, true))
  return (
    <Labelled {...props} error={error()}>
      <CodeEditor
        language="json"
        label={labelOf(t, props.schema, props.name)}
        text={text()}
        readOnly={form.readOnly()}
        invalid={error() !== undefined}
        onChange={write}
      />
    </Labelled>
  )
}

function Labelled(props: FieldProps & { error: string | undefined; children: JSX.Element }) {
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

const BROKEN = Symbol('not JSON')

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return BROKEN
  }
}

const compact = (text: string): string => {
  const value = parsed(text)
  return value === BROKEN ? text : (JSON.stringify(value) ?? '')
}
