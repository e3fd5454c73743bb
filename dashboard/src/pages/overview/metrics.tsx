import { For } from 'solid-js'

import type { AuditRecord } from '#contract/audit.ts'
import type { EndpointSummary } from '#contract/endpoint.ts'

import { useI18n } from '../../i18n/index.ts'
import styles from './metrics.module.css'

const weekMs = 7 * 24 * 60 * 60 * 1_000

interface MetricsProps {
  readonly endpoints: readonly EndpointSummary[]
  /** More endpoints exist than were counted. */
  readonly hasMore: boolean
  readonly changes: readonly AuditRecord[]
}

export function Metrics(props: MetricsProps) {
  const { t, format } = useI18n()
  const inState = (state: EndpointSummary['state']) => {
    const count = format.number(props.endpoints.filter((one) => one.state === state).length)
    return props.hasMore ? t('overview.atLeast', { count }) : count
  }
  const lastWeek = () => props.changes.filter(({ at }) => Date.now() - Date.parse(at) < weekMs)
  const publishes = () => lastWeek().filter(({ action }) => action.endsWith('.publish')).length
  const metrics = () => [
    { title: t('overview.live'), value: inState('live'), note: t('overview.liveNote') },
    { title: t('overview.draft'), value: inState('draft'), note: t('overview.draftNote') },
    { title: t('overview.off'), value: inState('off'), note: t('overview.offNote') },
    {
      title: t('overview.published'),
      value: format.number(publishes()),
      note: t('overview.publishedNote', { total: format.number(lastWeek().length) }),
    },
  ]
  return (
    <dl class={styles['strip']}>
      <For each={metrics()}>
        {(metric) => (
          <div class={styles['metric']}>
            <dt>{metric.title}</dt>
            <dd class={styles['value']}>{metric.value}</dd>
            <dd class={styles['note']}>{metric.note}</dd>
          </div>
        )}
      </For>
    </dl>
  )
}
