import { createMemo, For, Show } from 'solid-js'

import { rateLimitStrategies } from '#contract/rate-limit.ts'

import { optionLabel } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import table from '../ui/table.module.css'
import { timeWords } from './limit-preview-words.ts'
import {
  type Policy,
  preview,
  type Preview,
  type PreviewClient,
  type PreviewSecond,
} from './rate-limit-preview.ts'
import styles from './rate-limit.module.css'

interface StrategyTableProps {
  readonly policies: readonly Policy[]
  readonly client: PreviewClient
}

/** The first limit under each strategy and enforced, everything else as it is. */
export function StrategyTable(props: StrategyTableProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const current = () => props.policies.find((policy) => 'strategy' in policy)
  const under = (strategy: (typeof rateLimitStrategies)[number]) =>
    preview(
      props.policies.map((policy) =>
        policy === current() ? { ...policy, strategy, mode: 'enforce' as const } : policy,
      ),
      props.client,
    )
  return (
    <div class={styles['scroll']}>
      <table class={table['table']}>
        <thead>
          <tr>
            <th>{t('builder.rateLimit.preview.strategy')}</th>
            <th class={table['end']}>{t('builder.rateLimit.preview.firstMinute')}</th>
            <th class={table['end']}>{t('builder.rateLimit.preview.secondMinute')}</th>
            <th class={table['end']}>{t('builder.rateLimit.preview.firstRefused')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={rateLimitStrategies}>
            {(strategy) => {
              const seen = createMemo(() => under(strategy))
              const isCurrent = () => current()?.strategy === strategy
              return (
                <tr aria-current={isCurrent() ? 'true' : undefined} class={styles['strategy']}>
                  <td>{optionLabel(t, strategy)}</td>
                  <td class={table['end']}>{format.number(seen().admitted[0])}</td>
                  <td class={table['end']}>{format.number(seen().admitted[1])}</td>
                  <td class={table['end']}>
                    <Show
                      when={seen().firstRefusal}
                      fallback={t('builder.rateLimit.preview.never')}
                    >
                      {(refusal) => <>{timeWords(i18n, refusal().atMs)}</>}
                    </Show>
                  </td>
                </tr>
              )
            }}
          </For>
        </tbody>
      </table>
    </div>
  )
}

const ROW_SECONDS = 10
const columns = ['admitted', 'refused', 'shadow'] as const

/** The chart in numbers. */
export function PreviewTable(props: { readonly of: Preview }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const rows = () =>
    Array.from({ length: props.of.seconds.length / ROW_SECONDS }, (_, row) => {
      const own = props.of.seconds.slice(row * ROW_SECONDS, (row + 1) * ROW_SECONDS)
      const sum = (of: keyof PreviewSecond) => own.reduce((total, second) => total + second[of], 0)
      return { from: row * ROW_SECONDS, sum }
    })
  return (
    <div class={styles['scroll']}>
      <table class={table['table']}>
        <thead>
          <tr>
            <th>{t('builder.rateLimit.preview.from')}</th>
            <For each={columns}>
              {(column) => (
                <th class={table['end']}>{t(`builder.rateLimit.preview.legend.${column}`)}</th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <td>{timeWords(i18n, row.from * 1_000)}</td>
                <For each={columns}>
                  {(column) => <td class={table['end']}>{format.number(row.sum(column))}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
