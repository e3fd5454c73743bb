import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import styles from './rate-limit.module.css'

interface ClientFieldsProps {
  /** Requests per second. */
  readonly rate: number
  /** Sent at one instant. */
  readonly burst: number
  readonly limitPerSecond: number
  readonly onRate: (rate: number) => void
  readonly onBurst: (burst: number) => void
}

const MOST_AT_ONCE = 10_000
const tops = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000] as const

/** The client of the preview: how fast it sends, and how many at once. No part of the draft. */
export function ClientFields(props: ClientFieldsProps) {
  const { t } = useI18n()
  // A round end of the slider, well beyond the limit and what is written.
  const top = () =>
    tops.find((one) => one >= Math.max(props.limitPerSecond * 2.5, props.rate)) ?? 1_000
  const read = (text: string, then: (value: number) => void) => {
    const value = Number(text)
    if (text.trim() !== '' && value > 0) then(value)
  }
  return (
    <div class={styles['client']} data-own-undo>
      <Field label={t('builder.rateLimit.preview.rate')}>
        {(control) => (
          <div class={styles['rate']}>
            <input
              type="range"
              aria-label={t('builder.rateLimit.preview.rateSlider')}
              min={0}
              max={top()}
              step={top() <= 10 ? 0.1 : 1}
              value={props.rate}
              onInput={(event) => read(event.currentTarget.value, props.onRate)}
            />
            <Input
              {...control}
              type="number"
              min={0.1}
              max={1_000}
              step="any"
              value={props.rate}
              onChange={(event) => read(event.currentTarget.value, props.onRate)}
            />
          </div>
        )}
      </Field>
      <Field label={t('builder.rateLimit.preview.burst')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={MOST_AT_ONCE}
            value={props.burst}
            onInput={(event) =>
              read(event.currentTarget.value, (value) =>
                props.onBurst(Math.min(MOST_AT_ONCE, Math.max(1, Math.round(value)))),
              )
            }
          />
        )}
      </Field>
    </div>
  )
}
