import { createMemo, createSignal, For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Card } from '../ui/card.tsx'
import { Fold } from './fold.tsx'
import { LimitChart } from './limit-chart.tsx'
import { ClientFields } from './limit-client.tsx'
import { previewSentences } from './limit-preview-words.ts'
import { PreviewTable, StrategyTable } from './limit-tables.tsx'
import { preview } from './rate-limit-preview.ts'
import { policiesOf } from './rate-limit-policies.ts'
import styles from './rate-limit.module.css'
import parts from './part.module.css'

/** Beyond it every keystroke would simulate for longer than it takes to type. */
const MOST_PER_SECOND = 1_000

/** What a client gets under the limits as they are written, before anybody is refused by them. */
export function LimitPreview() {
  const i18n = useI18n()
  const { t, format } = i18n
  const form = useForm()
  const policies = createMemo(() => policiesOf(form.get('')))
  const [chosenRate, setRate] = createSignal<number>()
  const [burst, setBurst] = createSignal(1)
  const first = () => policies().find((policy) => 'strategy' in policy)
  // Until one is chosen: somewhat more than the limit, to see it at work.
  const rate = () => chosenRate() ?? roundRate(((first()?.requestsPerMinute ?? 600) / 60) * 1.4)
  const client = () => ({ requestsPerSecond: rate(), burst: burst() })
  const seen = createMemo(() => preview(policies(), client()))
  const sentences = () => previewSentences(i18n, policies(), seen())
  const note = () => {
    const words = { rate: format.number(rate()), burst: format.number(burst()) }
    return t(`builder.rateLimit.preview.${burst() === 1 ? 'steady' : 'bursty'}`, words)
  }
  return (
    <Card title={t('builder.rateLimit.preview.title')} note={note()} padded>
      <Show
        when={policies().length > 0}
        fallback={<p class="muted">{t('builder.rateLimit.preview.none')}</p>}
      >
        <div class={styles['preview']}>
          <div class={styles['seen']}>
            <LimitChart
              of={seen()}
              label={[t('builder.rateLimit.preview.chart'), ...sentences()].join(' ')}
            />
            <div class={parts['sentences']} aria-live="polite">
              <For each={sentences()}>{(sentence) => <p>{sentence}</p>}</For>
              <Show when={form.get('/rateLimit/cost') !== undefined}>
                <p class="muted">{t('builder.rateLimit.preview.cost')}</p>
              </Show>
            </div>
          </div>
          <ClientFields
            rate={rate()}
            burst={burst()}
            limitPerSecond={(first()?.requestsPerMinute ?? 600) / 60}
            onRate={(next) => setRate(roundRate(next))}
            onBurst={setBurst}
          />
          <Fold title={t('builder.rateLimit.preview.compare')}>
            <StrategyTable policies={policies()} client={client()} />
          </Fold>
          <Fold title={t('builder.rateLimit.preview.table')}>
            <PreviewTable of={seen()} />
          </Fold>
        </div>
      </Show>
    </Card>
  )
}

/** Tenths below ten; nobody cares for them above. */
function roundRate(rate: number): number {
  const rounded = rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate)
  return Math.min(MOST_PER_SECOND, Math.max(0.1, rounded))
}
