import Plus from 'lucide-solid/icons/plus'
import { createSignal, type JSX, Show } from 'solid-js'

import { useKeys } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { useMe } from '../../lib/session.ts'
import { FilterBar } from '../../shell/filter-bar.tsx'
import { NoResults } from '../../shell/no-results.tsx'
import { Page } from '../../shell/page.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import list from '../../ui/list.module.css'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Select } from '../../ui/select.tsx'
import { type KeyFilters, useKeyFilters } from './filters.ts'
import { type KeyDialog, KeyDialogs } from './key-dialogs.tsx'
import { keyStates } from './key-state.tsx'
import { KeyTable } from './key-table.tsx'

/** Every API key of every consumer. */
export function KeysPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const filters = useKeyFilters()
  const keys = useKeys(filters.query)
  const [dialog, setDialog] = createSignal<KeyDialog>()
  const startCreating = () => setDialog({ kind: 'choose' })
  const create = (variant?: 'primary') => (
    <Show when={can('editor')}>
      <Button variant={variant ?? 'default'} icon={Plus} onClick={startCreating}>
        {t('consumers.createKey')}
      </Button>
    </Show>
  )
  useCommands([
    {
      id: 'new-key',
      title: () => t('consumers.createKey'),
      group: 'do',
      keys: 'n',
      when: () => can('editor'),
      run: startCreating,
    },
  ])
  return (
    <Page title={t('nav.keys')} intro={t('keys.intro')} actions={create('primary')}>
      <div class={list['list']}>
        <KeyFilterBar filters={filters} />
        <div class={list['card']} aria-busy={keys.isPlaceholderData}>
          <QueryView query={keys} skeletonRows={8}>
            {(data) => (
              <Show
                when={data().pages.some((page) => page.items.length > 0)}
                fallback={<Nothing filters={filters} create={create()} />}
              >
                <KeyTable
                  showConsumer
                  keys={data().pages.flatMap((page) => page.items)}
                  onOpen={setDialog}
                />
              </Show>
            )}
          </QueryView>
        </div>
        <LoadMore of={keys} />
      </div>
      <KeyDialogs open={dialog()} onOpen={setDialog} />
    </Page>
  )
}

function KeyFilterBar(props: { readonly filters: KeyFilters }) {
  const { t } = useI18n()
  return (
    <FilterBar
      label={t('keys.filter')}
      text={props.filters.get('q')}
      onText={(text) => props.filters.set('q', text)}
    >
      <Select
        aria-label={t('consumers.state')}
        value={props.filters.get('state')}
        options={[
          { value: '', label: t('filters.allStates') },
          ...keyStates.map((state) => ({ value: state, label: t(`consumers.states.${state}`) })),
        ]}
        onChange={(state) => props.filters.set('state', state)}
      />
    </FilterBar>
  )
}

function Nothing(props: { readonly filters: KeyFilters; readonly create: JSX.Element }) {
  const { t } = useI18n()
  const { me } = useMe()
  const snippet = () => `curl ${me().instance.gatewayUrl}/… -H 'x-api-key: eck_…'`
  return (
    <Show
      when={props.filters.values().length > 0}
      fallback={
        <EmptyState title={t('keys.empty')} action={props.create} snippet={snippet()}>
          {t('keys.emptyText')}
        </EmptyState>
      }
    >
      <NoResults filters={props.filters.values()} onClear={() => props.filters.clear()} />
    </Show>
  )
}
