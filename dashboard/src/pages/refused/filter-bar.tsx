import { failureReasons } from '#contract/failure-reason.ts'

import { useEndpointChoices } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { FilterBar } from '../../shell/filter-bar.tsx'
import { Select, type SelectOption } from '../../ui/select.tsx'
import type { RefusedFilters } from './filters.ts'
import { kindWord, kindsOfCredentials, reasonWord } from './words.ts'

export function RefusedFilterBar(props: { readonly filters: RefusedFilters }) {
  const { t } = useI18n()
  const endpoints = useEndpointChoices()
  const choice = (
    name: 'endpoint' | 'reason' | 'kind',
    label: string,
    all: string,
    options: () => readonly SelectOption[],
  ) => (
    <Select
      aria-label={label}
      value={props.filters.get(name)}
      options={withChosen([{ value: '', label: all }, ...options()], props.filters.get(name))}
      onChange={(value) => props.filters.set(name, value)}
    />
  )
  return (
    <FilterBar
      label={t('refused.filter')}
      text={props.filters.get('q')}
      onText={(text) => props.filters.set('q', text)}
    >
      {choice('endpoint', t('refused.endpoint'), t('refused.allEndpoints'), () =>
        endpoints().map(({ id, name }) => ({ value: id, label: name })),
      )}
      {choice('reason', t('refused.reason'), t('refused.allReasons'), () =>
        failureReasons.map((value) => ({ value, label: reasonWord(t, value) })),
      )}
      {choice('kind', t('refused.kind'), t('refused.allKinds'), () =>
        kindsOfCredentials.map((value) => ({ value, label: kindWord(t, value) })),
      )}
    </FilterBar>
  )
}

/** The address may name what is not among the choices, such as an endpoint that was deleted. */
function withChosen(options: readonly SelectOption[], chosen: string): readonly SelectOption[] {
  return options.some((option) => option.value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }]
}
