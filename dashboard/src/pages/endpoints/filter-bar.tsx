import { onCleanup } from 'solid-js'

import type { EndpointMethod } from '#contract/endpoint.ts'

import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { SearchInput } from '../../ui/search-input.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './filter-bar.module.css'
import type { EndpointFilters } from './filters.ts'

const methods: readonly EndpointMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const states = ['live', 'draft', 'off'] as const
const typingPauseMs = 200

export function FilterBar(props: { readonly filters: EndpointFilters }) {
  const { t } = useI18n()
  let input: HTMLInputElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const type = (text: string) => {
    clearTimeout(timer)
    timer = setTimeout(() => props.filters.set('q', text), typingPauseMs)
  }
  useCommands([
    {
      id: 'focus-filter',
      title: () => t('commands.focusFilter'),
      group: 'view',
      keys: '/',
      run: () => input?.focus(),
    },
  ])
  return (
    <div class={styles['bar']} role="search">
      <SearchInput
        ref={(element) => (input = element)}
        label={t('endpoints.filter')}
        keys="/"
        value={props.filters.text()}
        onInput={type}
      />
      <Select
        aria-label={t('endpoints.method')}
        value={props.filters.method()}
        options={[
          { value: '', label: t('endpoints.allMethods') },
          ...methods.map((method) => ({ value: method, label: method })),
        ]}
        onChange={(method) => props.filters.set('method', method)}
      />
      <Select
        aria-label={t('endpoints.state')}
        value={props.filters.state()}
        options={[
          { value: '', label: t('endpoints.allStates') },
          ...states.map((state) => ({ value: state, label: t(`endpointState.${state}`) })),
        ]}
        onChange={(state) => props.filters.set('state', state)}
      />
    </div>
  )
}
