import { For, Show } from 'solid-js'

import { useEndpointChoices } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import styles from './choices.module.css'

/** The endpoints a key is limited to. */
export function EndpointChoices(props: Omit<ChoicesProps, 'legend' | 'options'>) {
  const { t } = useI18n()
  const endpoints = useEndpointChoices()
  const options = () =>
    endpoints().map(({ id, name, method, path }) => ({
      value: id,
      label: `${name} (${method} ${path})`,
    }))
  return <Choices {...props} legend={t('consumers.keyEndpoints')} options={options()} />
}

interface ChoicesProps {
  readonly legend: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly error?: string | undefined
  readonly onChange: (chosen: readonly string[]) => void
}

/** Any of a few; none chosen means all of them. What was chosen and is gone can be taken away. */
export function Choices(props: ChoicesProps) {
  const options = () => {
    const known = new Set(props.options.map((option) => option.value))
    const gone = props.chosen.filter((value) => !known.has(value))
    return [...props.options, ...gone.map((value) => ({ value, label: value }))]
  }
  const toggle = (value: string, isChosen: boolean) =>
    props.onChange(
      isChosen ? [...props.chosen, value] : props.chosen.filter((other) => other !== value),
    )
  return (
    <Show when={options().length > 0}>
      <fieldset class={styles['choices']}>
        <legend>{props.legend}</legend>
        <div class={styles['list']}>
          <For each={options()}>
            {(option) => (
              <label class={styles['choice']}>
                <input
                  type="checkbox"
                  checked={props.chosen.includes(option.value)}
                  onChange={(event) => toggle(option.value, event.currentTarget.checked)}
                />
                {option.label}
              </label>
            )}
          </For>
        </div>
        <Show when={props.error}>
          <p class={styles['error']}>{props.error}</p>
        </Show>
      </fieldset>
    </Show>
  )
}
