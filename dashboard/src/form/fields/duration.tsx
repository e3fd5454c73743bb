import { createSignal, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { durationText, parseDuration } from '../../lib/duration.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { hintOf, labelOf } from '../words.ts'
import { textOf } from './text.tsx'

/** Seconds, typed and read as people do: `90`, `5 min`, `1 day 12 h`. */
export function DurationField(props: FieldProps) {
  const { t, locale } = useI18n()
  const form = useForm()
  /** While it is edited the text stays as typed. */
  const [typed, setTyped] = createSignal<string>()
  const value = () => form.get(props.pointer)
  const words = (of: unknown) =>
    typeof of === 'number' && Number.isInteger(of) && of >= 0
      ? durationText(locale(), of)
      : textOf(of)
  const edit = (text: string) => {
    setTyped(text)
    // What is no duration stays as it was typed: the check tells, nothing is lost.
    form.set(props.pointer, text.trim() === '' ? undefined : (parseDuration(text) ?? text))
  }
  const understood = () => {
    const seconds = value()
    const text = typed()
    if (typeof seconds !== 'number' || text === undefined) return undefined
    return words(seconds) === text.trim() ? undefined : `= ${words(seconds)}`
  }
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hintOf(t, props.schema)}
      error={form.issue(props.pointer)}
    >
      {(control) => (
        <div class={styles['affix']}>
          <Input
            {...control}
            autocomplete="off"
            spellcheck={false}
            value={typed() ?? words(value())}
            placeholder={words(props.schema.default)}
            readOnly={form.readOnly()}
            onInput={(event) => edit(event.currentTarget.value)}
            onBlur={() => setTyped(undefined)}
          />
          <Show when={understood()}>{(text) => <span aria-live="polite">{text()}</span>}</Show>
        </div>
      )}
    </Field>
  )
}
