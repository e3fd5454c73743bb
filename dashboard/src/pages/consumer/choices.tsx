import { For, Show } from 'solid-js'

import { useEndpoints } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import styles from './choices.module.css'

/** The endpoints a key is limited to. */
export function EndpointChoices(props: Omit<ChoicesProps, 'legend' | 'options'>) {
  const { t } = useI18n()
  const query = useEndpoints(() => ({ limit: 200 }))
  const options = () =>
    (query.data?.pages ?? []).flatMap((page) =>
      page.items.map(({ id, name, method, path }) => ({
        value: id,
        label: `${name} (${method} ${path})`,
      })),
    )
  return <Choices {...props} legend={t('consumers.keyEndpoints')} options={options()} />
}

interface ChoicesProps {
  readonly legend: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Any of a few; none chosen means all of them. */
export function Choices(props: ChoicesProps) {
  const toggle = (value: string, isChosen: boolean) =>
    props.onChange(
      isChosen ? [...props.chosen, value] : props.chosen.filter((other) => other !== value),
    )
  return (
    <Show when={props.options.length > 0}>
      <fieldset class={styles['choices']}>
        <legend>{props.legend}</legend>
        <div class={styles['list']}>
          <For each={props.options}>
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
      </fieldset>
    </Show>
  )
}
