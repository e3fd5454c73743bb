import { useNavigate } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, Show } from 'solid-js'

import { useIntegrations } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import list from '../../ui/list.module.css'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { CreateIntegration } from './create-integration.tsx'
import { IntegrationTable } from './integration-table.tsx'

/** What an endpoint writes instead of a definition. */
const example = '{ "id": "orders", "type": "shared", "integration": "int_…" }'

/** Services that several endpoints call, each defined once. */
export function IntegrationsPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const navigate = useNavigate()
  const [search, setSearch] = createSignal('')
  const [isCreating, setCreating] = createSignal(false)
  const query = useIntegrations(() => (search() === '' ? {} : { q: search() }))
  const items = createMemo(() =>
    query.isSuccess ? query.data.pages.flatMap((page) => page.items) : [],
  )
  useCommands([
    {
      id: 'integrations.create',
      group: 'do',
      title: () => t('integrations.create'),
      when: () => can('editor'),
      run: () => setCreating(true),
    },
  ])
  const create = () => (
    <Show when={can('editor')}>
      <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
        {t('integrations.create')}
      </Button>
    </Show>
  )
  const isEmpty = () => search() === ''
  return (
    <Page title={t('nav.integrations')} intro={t('integrations.intro')} actions={create()}>
      <div class={list['list']}>
        <SearchInput label={t('integrations.search')} value={search()} onInput={setSearch} />
        <div class={list['card']} aria-busy={query.isPlaceholderData}>
          <QueryView query={query} skeletonRows={6}>
            {() => (
              <Show
                when={items().length > 0}
                fallback={
                  <EmptyState
                    title={t(isEmpty() ? 'integrations.empty' : 'integrations.noMatch')}
                    {...(isEmpty() ? { snippet: example } : {})}
                  >
                    {t('integrations.emptyText')}
                  </EmptyState>
                }
              >
                <IntegrationTable integrations={items()} />
              </Show>
            )}
          </QueryView>
        </div>
        <LoadMore of={query} />
      </div>
      <Show when={isCreating()}>
        <CreateIntegration
          onCreated={(id) => navigate(`/integrations/${id}`)}
          onClose={() => setCreating(false)}
        />
      </Show>
    </Page>
  )
}
