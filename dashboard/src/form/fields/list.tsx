import X from 'lucide-solid/icons/x'
import { createSignal, createUniqueId, For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import styles from '../form.module.css'
import { hintOf, labelOf } from '../words.ts'

interface ListFieldProps extends FieldProps {
  /** What may be meant by what is typed so far. */
  readonly suggest?: (typed: string) => readonly string[]
}

/** Short texts as chips: Enter, comma or leaving adds, Backspace in the empty field removes the last. */
export function ListField(props: ListFieldProps) {
  const { t } = useI18n()
  const form = useForm()
  const suggestions = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const items = () => {
    const value = form.get(props.pointer) ?? props.schema.default
    return Array.isArray(value) ? value.map(String) : []
  }
  /** Left out means the default: an empty list is written where that is another. */
  const isDefault = (next: readonly string[]) =>
    next.length === 0 && (props.schema.default ?? []).toString() === ''
  const write = (next: readonly string[]) =>
    form.set(props.pointer, isDefault(next) ? undefined : next)
  const commit = (text: string) => {
    const added = text.split(/[,\n]/).map((part) => part.trim())
    const fresh = added.filter((part) => part !== '' && !items().includes(part))
    if (fresh.length > 0) write([...items(), ...fresh])
    setTyped('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ',') && typed().trim() !== '') {
      event.preventDefault()
      commit(typed())
    }
    if (event.key === 'Backspace' && typed() === '') write(items().slice(0, -1))
  }
  return (
    <Field
      label={labelOf(t, props.schema, props.name)}
      hint={hintOf(t, props.schema)}
      error={form.issue(props.pointer, true)}
    >
      {(control) => (
        <div class={styles['chips']} data-invalid={control['aria-invalid']}>
          <For each={items()}>
            {(item) => (
              <span class={styles['chip']}>
                {item}
                <Show when={!form.readOnly()}>
                  <IconButton
                    icon={X}
                    label={t('builder.form.removeItem', { name: item })}
                    onClick={() => write(items().filter((other) => other !== item))}
                  />
                </Show>
              </span>
            )}
          </For>
          <input
            {...control}
            class={styles['chipInput']}
            value={typed()}
            readOnly={form.readOnly()}
            placeholder={t('builder.form.addItem')}
            list={props.suggest === undefined ? undefined : suggestions}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => commit(typed())}
          />
          <Show when={props.suggest}>
            {(suggest) => (
              <datalist id={suggestions}>
                <For each={suggest()(typed()).filter((text) => !items().includes(text))}>
                  {(text) => <option value={text} />}
                </For>
              </datalist>
            )}
          </Show>
        </div>
      )}
    </Field>
  )
}
