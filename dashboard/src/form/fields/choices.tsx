import { For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { hintOf, labelOf, optionLabel } from '../words.ts'

/** Any of a few known texts, each a checkbox. What stands in the document without being offered can be taken out. */
export function ChoicesField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const chosen = () => {
    const value = form.get(props.pointer) ?? props.schema.default
    return Array.isArray(value) ? value.map(String) : []
  }
  const offered = () => (props.schema.items?.enum ?? []).map(String)
  const options = () => [...offered(), ...chosen().filter((value) => !offered().includes(value))]
  const toggle = (value: string, isOn: boolean) =>
    form.set(
      props.pointer,
      options().filter((one) => (one === value ? isOn : chosen().includes(one))),
    )
  const error = () => form.issue(props.pointer, true)
  return (
    <fieldset class={styles['choices']} aria-invalid={error() !== undefined}>
      <legend class={styles['legend']}>{labelOf(t, props.schema, props.name)}</legend>
      <div class={styles['choiceList']}>
        <For each={options()}>
          {(value) => (
            <label class={styles['choice']}>
              <input
                type="checkbox"
                checked={chosen().includes(value)}
                disabled={form.readOnly()}
                onChange={(event) => toggle(value, event.currentTarget.checked)}
              />
              {optionLabel(t, value)}
            </label>
          )}
        </For>
      </div>
      <Show when={hintOf(t, props.schema)}>{(hint) => <p class={styles['hint']}>{hint()}</p>}</Show>
      <Show when={error()}>{(message) => <p class={styles['error']}>{message()}</p>}</Show>
    </fieldset>
  )
}
