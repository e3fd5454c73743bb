import { Show } from 'solid-js'

import { useFailures } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { NoResults } from '../../shell/no-results.tsx'
import { Page } from '../../shell/page.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import list from '../../ui/list.module.css'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { FailureTable } from './failure-table.tsx'
import { RefusedFilterBar } from './filter-bar.tsx'
import { useRefusedFilters } from './filters.ts'

/** Credentials that endpoints refused. */
export function RefusedPage() {
  const { t } = useI18n()
  const filters = useRefusedFilters()
  const failures = useFailures(filters.query)
  return (
    <Page title={t('nav.refused')} intro={t('refused.intro')}>
      <div class={list['list']}>
        <RefusedFilterBar filters={filters} />
        <div class={list['card']} aria-busy={failures.isPlaceholderData}>
          <QueryView query={failures} skeletonRows={8}>
            {(data) => (
              <Show
                when={data().pages.some((page) => page.items.length > 0)}
                fallback={
                  <Show
                    when={filters.values().length > 0}
                    fallback={
                      <EmptyState title={t('refused.empty')}>{t('refused.emptyText')}</EmptyState>
                    }
                  >
                    <NoResults filters={filters.values()} onClear={() => filters.clear()} />
                  </Show>
                }
              >
                <FailureTable failures={data().pages.flatMap((page) => page.items)} />
              </Show>
            )}
          </QueryView>
        </div>
        <LoadMore of={failures} />
      </div>
    </Page>
  )
}
