import type { EndpointMethod } from '#contract/endpoint.ts'

import { useI18n } from '../../i18n/index.ts'
import { FilterBar } from '../../shell/filter-bar.tsx'
import { Select } from '../../ui/select.tsx'
import { type EndpointFilters, endpointStates } from './filters.ts'

const methods: readonly EndpointMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export function EndpointFilterBar(props: { readonly filters: EndpointFilters }) {
  const { t } = useI18n()
  return (
    <FilterBar
      label={t('endpoints.filter')}
      text={props.filters.get('q')}
      onText={(text) => props.filters.set('q', text)}
    >
      <Select
        aria-label={t('endpoints.method')}
        value={props.filters.get('method')}
        options={[
          { value: '', label: t('endpoints.allMethods') },
          ...methods.map((method) => ({ value: method, label: method })),
        ]}
        onChange={(method) => props.filters.set('method', method)}
      />
      <Select
        aria-label={t('endpoints.state')}
        value={props.filters.get('state')}
        options={[
          { value: '', label: t('filters.allStates') },
          ...endpointStates.map((state) => ({ value: state, label: t(`endpointState.${state}`) })),
        ]}
        onChange={(state) => props.filters.set('state', state)}
      />
    </FilterBar>
  )
}
