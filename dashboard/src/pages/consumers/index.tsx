import { useNavigate } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, Show } from 'solid-js'

import { useConsumers } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { ConsumerTable } from './consumer-table.tsx'
import { CreateConsumer } from './create-consumer.tsx'
import styles from './index.module.css'

/** Who may call endpoints. */
export function ConsumersPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const navigate = useNavigate()
  const [search, setSearch] = createSignal('')
  const [creating, setCreating] = createSignal(false)
  const query = useConsumers(() => (search() === '' ? {} : { search: search() }))
  const consumers = createMemo(() =>
    query.isSuccess ? query.data.pages.flatMap((page) => page.items) : [],
  )
  const create = () => (
    <Show when={can('editor')}>
      <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
        {t('consumers.create')}
      </Button>
    </Show>
  )
  return (
    <Page title={t('nav.consumers')} intro={t('consumers.intro')} actions={create()}>
      <div class={styles['list']}>
        <SearchInput label={t('consumers.search')} value={search()} onInput={setSearch} />
        <Card title={t('nav.consumers')}>
          <QueryView query={query} skeletonRows={6}>
            {() => (
              <Show
                when={consumers().length > 0}
                fallback={
                  <EmptyState
                    title={t(search() === '' ? 'consumers.empty' : 'consumers.noMatch')}
                    action={search() === '' ? create() : undefined}
                  >
                    {t('consumers.emptyText')}
                  </EmptyState>
                }
              >
                <ConsumerTable consumers={consumers()} />
              </Show>
            )}
          </QueryView>
        </Card>
        <LoadMore of={query} />
      </div>
      <Show when={creating()}>
        <CreateConsumer
          description={t('consumers.createText')}
          onCreated={({ id }) => navigate(`/consumers/${id}`)}
          onClose={() => setCreating(false)}
        />
      </Show>
    </Page>
  )
}
