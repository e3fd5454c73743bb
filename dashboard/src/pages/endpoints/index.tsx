import { Show } from 'solid-js'

import { useEndpoints } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { NoResults } from '../../shell/no-results.tsx'
import { Page } from '../../shell/page.tsx'
import { StartCards } from '../../shell/start-cards.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import list from '../../ui/list.module.css'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { EndpointTable } from './endpoint-table.tsx'
import { EndpointFilterBar } from './filter-bar.tsx'
import { type EndpointFilters, useFilters } from './filters.ts'
import styles from './index.module.css'

export function EndpointsPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const filters = useFilters()
  const endpoints = useEndpoints(filters.query)
  return (
    <Page
      title={t('endpoints.title')}
      actions={
        <Show when={can('editor')}>
          <a href="/endpoints/new" class={buttonClass({ variant: 'primary' })}>
            {t('endpoints.new')}
          </a>
        </Show>
      }
    >
      <div class={list['list']}>
        <EndpointFilterBar filters={filters} />
        <div class={list['card']} aria-busy={endpoints.isPlaceholderData}>
          <QueryView query={endpoints} skeletonRows={8}>
            {(data) => (
              <Show
                when={data().pages.some((page) => page.items.length > 0)}
                fallback={<Nothing filters={filters} />}
              >
                <EndpointTable endpoints={data().pages.flatMap((page) => page.items)} />
              </Show>
            )}
          </QueryView>
        </div>
        <LoadMore of={endpoints} />
      </div>
    </Page>
  )
}

function Nothing(props: { readonly filters: EndpointFilters }) {
  const { t } = useI18n()
  return (
    <Show
      when={props.filters.values().length > 0}
      fallback={
        <>
          <EmptyState title={t('endpoints.empty')}>{t('endpoints.emptyText')}</EmptyState>
          <div class={styles['starts']}>
            <StartCards />
          </div>
        </>
      }
    >
      <NoResults filters={props.filters.values()} onClear={() => props.filters.clear()} />
    </Show>
  )
}
