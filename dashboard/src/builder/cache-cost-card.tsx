import { createMemo, createSignal, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { durationText } from '../lib/duration.ts'
import { Card } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { type CacheCost, cacheCost } from './cache-cost.ts'
import { cacheSettings } from './cache-settings.ts'
import styles from './cache.module.css'
import parts from './part.module.css'

const MOST_ANSWERS = 10_000_000

/** What a tier that costs may cost a month. How many answers there are is no part of the draft. */
export function CacheCostCard() {
  const { t } = useI18n()
  const form = useForm()
  const [answers, setAnswers] = createSignal(100)
  const cost = createMemo(() => {
    const settings = cacheSettings(form.get(''))
    return settings === undefined ? undefined : cacheCost(settings, answers())
  })
  const read = (text: string) => {
    const value = Math.round(Number(text))
    if (value >= 1 && value <= MOST_ANSWERS) setAnswers(value)
  }
  return (
    <Show when={cost()}>
      {(of) => (
        <Card title={t('builder.cache.cost.title')} note={t('builder.cache.cost.note')} padded>
          <div class={styles['cost']} data-own-undo>
            <Field
              label={t('builder.cache.cost.answers')}
              hint={t('builder.cache.cost.answersHint')}
            >
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  max={MOST_ANSWERS}
                  value={answers()}
                  onInput={(event) => read(event.currentTarget.value)}
                />
              )}
            </Field>
            <CostWords of={of()} />
          </div>
        </Card>
      )}
    </Show>
  )
}

function CostWords(props: { readonly of: CacheCost }) {
  const { t, locale } = useI18n()
  const price = () =>
    new Intl.NumberFormat(locale(), { style: 'currency', currency: 'USD' }).format(props.of.dollars)
  return (
    <div class={parts['sentences']} aria-live="polite">
      <Show when={props.of.writes > 0} fallback={<p>{t('builder.cache.cost.notWritten')}</p>}>
        <p>
          {t('builder.cache.cost.writes', {
            age: durationText(locale(), props.of.everySeconds),
            each: props.of.writesEach,
            total: props.of.writes,
            price: price(),
          })}
        </p>
      </Show>
      <p class="muted">{t(`builder.cache.cost.reads.${props.of.tier}`)}</p>
    </div>
  )
}
