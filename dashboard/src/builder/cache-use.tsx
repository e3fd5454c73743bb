import { createMemo, createSignal, For, Show } from 'solid-js'

import { useCacheUsage } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { useBuilder } from './builder-context.ts'
import { CachePurge } from './cache-purge.tsx'
import { type CacheRatio, cacheRatio, cacheVerdicts } from './cache-ratio.ts'
import styles from './cache.module.css'
import parts from './part.module.css'
import { sampleUrl } from './path-template.ts'

/** What the live version's cache did, and the way to empty it. */
export function CacheUse() {
  const { t } = useI18n()
  const builder = useBuilder()
  const [isPurging, setPurging] = createSignal(false)
  const isPublished = () => builder.endpoint().liveVersion !== null
  return (
    <Card
      title={t('builder.cache.use.title')}
      padded
      actions={
        <Show when={isPublished()}>
          <Button size="sm" disabled={!builder.canEdit()} onClick={() => setPurging(true)}>
            {t('builder.cache.purge.open')}
          </Button>
        </Show>
      }
    >
      <Show
        when={isPublished()}
        fallback={<p class="muted">{t('builder.cache.use.notPublished')}</p>}
      >
        <Usage />
      </Show>
      <Show when={isPurging()}>
        <CachePurge onClose={() => setPurging(false)} />
      </Show>
    </Card>
  )
}

const periods = ['today', 'week'] as const
const daysOf = { today: 1, week: 7 } as const

function Usage() {
  const { t } = useI18n()
  const form = useForm()
  const builder = useBuilder()
  const [period, setPeriod] = createSignal<(typeof periods)[number]>('today')
  const query = useCacheUsage(() => builder.endpoint().id)
  const curl = () => `curl -i ${sampleUrl(builder.endpoint().url, String(form.get('/path') ?? ''))}`
  return (
    <>
      <SegmentedControl
        label={t('builder.cache.use.period')}
        options={periods.map((value) => ({
          value,
          label: t(`builder.cache.use.periods.${value}`),
        }))}
        value={period()}
        onChange={setPeriod}
      />
      <QueryView query={query} skeletonRows={2}>
        {(rows) => {
          const ratio = createMemo(() => cacheRatio(rows(), daysOf[period()], Date.now()))
          return (
            <Show
              when={ratio()}
              fallback={
                <div class={parts['sentences']}>
                  <p>{t('builder.cache.use.none')}</p>
                  <pre class={styles['snippet']} tabIndex={0}>
                    {curl()}
                  </pre>
                </div>
              }
            >
              {(of) => <Ratio of={of()} />}
            </Show>
          )
        }}
      </QueryView>
    </>
  )
}

function Ratio(props: { readonly of: CacheRatio }) {
  const { t, format, locale } = useI18n()
  const percent = (part: number) =>
    new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(part)
  const shown = () => cacheVerdicts.filter((verdict) => props.of.counts[verdict] > 0)
  return (
    <div class={styles['drawn']}>
      <p>
        {t('builder.cache.use.ratio', {
          percent: percent(props.of.fromCache),
          requests: format.number(props.of.requests),
        })}
      </p>
      <div
        class={styles['ratio']}
        style={{
          'grid-template-columns': shown()
            .map((verdict) => `minmax(var(--s05), ${props.of.counts[verdict]}fr)`)
            .join(' '),
        }}
        aria-hidden="true"
      >
        <For each={shown()}>{(verdict) => <span data-kind={verdict} />}</For>
      </div>
      <dl class={styles['verdicts']}>
        <For each={cacheVerdicts}>
          {(verdict) => (
            <div>
              <dt data-kind={verdict}>{t(`builder.cache.use.verdicts.${verdict}`)}</dt>
              <dd>
                {format.number(props.of.counts[verdict])}{' '}
                <span>{percent(props.of.counts[verdict] / props.of.requests)}</span>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  )
}
