import { createSignal, Show } from 'solid-js'

import { useIntegrationCalls } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { curlOf } from '../lib/clipboard.ts'
import { QueryView } from '../ui/query-view.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { useBuilder } from './builder-context.ts'
import { CallTable } from './call-table.tsx'
import { sampleUrl } from './path-template.ts'
import styles from './recent-calls.module.css'

const filters = ['all', 'failed'] as const

/** What became of the calls of one integration of the live version. */
export function RecentCalls(props: { readonly integrationId: string }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [filter, setFilter] = createSignal<(typeof filters)[number]>('all')
  const isPublished = () => builder.endpoint().liveVersion !== null
  return (
    <section class={styles['calls']}>
      <header class={styles['head']}>
        <h3>{t('builder.flow.calls.title')}</h3>
        <Show when={isPublished()}>
          <SegmentedControl
            label={t('builder.flow.calls.which')}
            options={filters.map((value) => ({
              value,
              label: t(`builder.flow.calls.filter.${value}`),
            }))}
            value={filter()}
            onChange={setFilter}
          />
        </Show>
      </header>
      <Show
        when={isPublished()}
        fallback={<p class="muted">{t('builder.flow.calls.notPublished')}</p>}
      >
        <Calls integrationId={props.integrationId} failedOnly={filter() === 'failed'} />
      </Show>
    </section>
  )
}

function Calls(props: { readonly integrationId: string; readonly failedOnly: boolean }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const query = useIntegrationCalls(
    () => builder.endpoint().id,
    () => ({
      integrationId: props.integrationId,
      outcome: props.failedOnly ? ('failed' as const) : undefined,
    }),
  )
  return (
    <QueryView query={query} skeletonRows={2}>
      {(calls) => (
        <Show
          when={calls().length > 0}
          fallback={
            <Show when={props.failedOnly} fallback={<Empty />}>
              <p class="muted">{t('builder.flow.calls.noFailures')}</p>
            </Show>
          }
        >
          <CallTable calls={calls()} />
        </Show>
      )}
    </QueryView>
  )
}

/** How to make the first call. */
function Empty() {
  const { t } = useI18n()
  const builder = useBuilder()
  const form = useForm()
  const curl = () => {
    const url = sampleUrl(builder.endpoint().url, String(form.get('/path') ?? ''))
    return curlOf({ method: String(form.get('/method') ?? 'GET'), url })
  }
  return (
    <>
      <p class="muted">{t('builder.flow.calls.empty')}</p>
      <pre class={styles['curl']} tabIndex={0}>
        {curl()}
      </pre>
    </>
  )
}
