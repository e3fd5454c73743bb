import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import type { SelectOption } from '../ui/select.tsx'

interface ChoiceFieldProps<Value extends string> {
  readonly pointer: string
  readonly label: string
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value
  /** What the chosen one does. */
  readonly hint: string
}

/** A few choices with one line on the chosen one. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const form = useForm()
  return (
    <div class={form_['stack']}>
      <SegmentedControl
        label={props.label}
        showLabel
        options={props.options.map((option) => ({ ...option, disabled: form.readOnly() }))}
        value={props.value}
        onChange={(value) => form.set(props.pointer, value)}
      />
      <Show when={form.issue(props.pointer)}>
        {(message) => <p class={form_['error']}>{message()}</p>}
      </Show>
      <p class={form_['hint']}>{props.hint}</p>
    </div>
  )
}
