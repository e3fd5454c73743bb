import { Show } from 'solid-js'

import { numberOf } from '../form/fields/number.tsx'
import { textOf } from '../form/fields/text.tsx'
import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { Input } from '../ui/input.tsx'

interface LimitInputProps {
  readonly pointer: string
  readonly label: string
  readonly unit?: string
  readonly placeholder?: string
}

/** A number of a row, named for readers alone: the row says whose it is. */
export function LimitInput(props: LimitInputProps) {
  const form = useForm()
  return (
    <div class={form_['affix']}>
      <Input
        inputMode="numeric"
        autocomplete="off"
        aria-label={props.label}
        aria-invalid={form.issue(props.pointer) === undefined ? undefined : 'true'}
        value={textOf(form.get(props.pointer))}
        placeholder={props.placeholder ?? ''}
        readOnly={form.readOnly()}
        onInput={(event) => form.set(props.pointer, numberOf(event.currentTarget.value))}
      />
      <Show when={props.unit}>{(unit) => <span>{unit()}</span>}</Show>
    </div>
  )
}
