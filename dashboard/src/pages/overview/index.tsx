import { createMemo, Show } from 'solid-js'

import { useAudit, useEndpoints } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { FirstRun } from './first-run.tsx'
import styles from './index.module.css'
import { Metrics } from './metrics.tsx'
import { RecentChanges } from './recent-changes.tsx'
import { RecentEndpoints } from './recent-endpoints.tsx'

/** The longest page the API gives: enough to count, and the counts say "200+" beyond it. */
const counted = 200

export function OverviewPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const endpoints = useEndpoints(() => ({ limit: counted }))
  const audit = useAudit(() => ({ limit: counted }))
  const changes = createMemo(() =>
    audit.isSuccess ? audit.data.pages.flatMap((page) => page.items) : [],
  )
  return (
    <Page
      title={t('overview.title')}
      actions={
        <Show when={can('editor')}>
          <a href="/endpoints/new" class={buttonClass({ variant: 'primary' })}>
            {t('endpoints.new')}
          </a>
        </Show>
      }
    >
      <QueryView query={endpoints} skeletonRows={8}>
        {(data) => {
          const all = () => data().pages.flatMap((page) => page.items)
          return (
            <Show when={all().length > 0} fallback={<FirstRun />}>
              <Metrics endpoints={all()} hasMore={endpoints.hasNextPage} changes={changes()} />
              <div class={styles['columns']}>
                <RecentEndpoints endpoints={all()} />
                <Card title={t('overview.changes')} note={t('overview.changesNote')}>
                  <QueryView query={audit}>{() => <RecentChanges changes={changes()} />}</QueryView>
                </Card>
              </div>
            </Show>
          )
        }}
      </QueryView>
    </Page>
  )
}
