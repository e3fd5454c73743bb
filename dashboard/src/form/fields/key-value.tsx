import { Show } from 'solid-js'

import { pointerTo } from '#contract/json-pointer.ts'

import { useI18n } from '../../i18n/index.ts'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { KeyValueRows } from '../key-value-rows.tsx'
import { hintOf, labelOf } from '../words.ts'

export function KeyValueField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const label = () => labelOf(t, props.schema, props.name)
  const value = () => {
    const found = form.get(props.pointer)
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {}
  }
  const write = (next: Record<string, string>) =>
    form.set(props.pointer, Object.keys(next).length === 0 ? undefined : next)
  return (
    <div class={styles['stack']}>
      <span class={styles['legend']}>{label()}</span>
      <KeyValueRows
        label={label()}
        value={value()}
        onChange={write}
        readOnly={form.readOnly()}
        issue={(name) => form.issue(props.pointer + pointerTo(name))}
      />
      <Show when={hintOf(t, props.schema)}>{(hint) => <p class={styles['hint']}>{hint()}</p>}</Show>
    </div>
  )
}
