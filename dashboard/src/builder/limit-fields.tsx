import { Show } from 'solid-js'

import { rateLimitStrategies } from '#contract/rate-limit.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaField } from '../form/schema-field.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { optionLabel } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { ChoiceField } from './choice-field.tsx'
import styles from './rate-limit.module.css'

interface LimitPartProps {
  /** The limit or quota. */
  readonly pointer: string
  readonly schema: FieldSchema
}

/** How often: strategy and numbers of a limit. */
export function LimitNumbers(props: LimitPartProps) {
  const { t } = useI18n()
  const form = useForm()
  const strategy = () =>
    rateLimitStrategies.find((one) => one === form.get(`${props.pointer}/strategy`)) ??
    'token-bucket'
  const isBucket = () => strategy() === 'token-bucket'
  const perMinute = () => props.schema.properties?.['requestsPerMinute'] ?? {}
  const burst = () => ({
    ...props.schema.properties?.['burstLimit'],
    description: t(`builder.rateLimit.${isBucket() ? 'burstBucket' : 'burstWindow'}`),
    unit: t(`builder.rateLimit.${isBucket() ? 'atOnce' : 'perSecond'}`),
    default: isBucket()
      ? (form.get(`${props.pointer}/requestsPerMinute`) ?? perMinute().default)
      : undefined,
  })
  return (
    <>
      <ChoiceField
        pointer={`${props.pointer}/strategy`}
        label={t('builder.rateLimit.preview.strategy')}
        options={rateLimitStrategies.map((value) => ({
          value,
          label: optionLabel(t, value),
        }))}
        value={strategy()}
        hint={t(`builder.rateLimit.strategies.${strategy()}`)}
      />
      <div class={styles['pair']}>
        <SchemaField
          schema={{ ...perMinute(), unit: t('builder.rateLimit.perMinute') }}
          name="requestsPerMinute"
          pointer={`${props.pointer}/requestsPerMinute`}
        />
        <SchemaField schema={burst()} name="burstLimit" pointer={`${props.pointer}/burstLimit`} />
      </div>
    </>
  )
}

const keysOfCount = ['consumer', 'ip', 'expression'] as const

/** Whose requests are counted together. */
export function CountBy(props: LimitPartProps) {
  const { t } = useI18n()
  const form = useForm()
  const by = () =>
    keysOfCount.find((one) => one === form.get(`${props.pointer}/countBy`)) ?? 'consumer'
  return (
    <>
      <ChoiceField
        pointer={`${props.pointer}/countBy`}
        label={t('builder.rateLimit.countBy')}
        options={keysOfCount.map((value) => ({ value, label: t(`builder.rateLimit.by.${value}`) }))}
        value={by()}
        hint={t(`builder.rateLimit.countByHints.${by()}`)}
      />
      <Show when={by() === 'expression'}>
        <SchemaField
          schema={{
            ...props.schema.properties?.['key'],
            description: t('builder.rateLimit.expressionHint'),
          }}
          name="key"
          pointer={`${props.pointer}/key`}
        />
      </Show>
    </>
  )
}

const modes = ['enforce', 'shadow'] as const

/** What happens beyond the limit. */
export function LimitMode(props: Pick<LimitPartProps, 'pointer'>) {
  const { t } = useI18n()
  const form = useForm()
  const mode = () => modes.find((one) => one === form.get(`${props.pointer}/mode`)) ?? 'enforce'
  return (
    <ChoiceField
      pointer={`${props.pointer}/mode`}
      label={t('builder.rateLimit.mode')}
      options={modes.map((value) => ({ value, label: t(`builder.rateLimit.modes.${value}`) }))}
      value={mode()}
      hint={t(`builder.rateLimit.modeHints.${mode()}`)}
    />
  )
}

/** How many requests a request counts as. */
export function LimitCost(props: LimitPartProps) {
  return (
    <SchemaField
      schema={props.schema.properties?.['cost'] ?? {}}
      name="cost"
      pointer={`${props.pointer}/cost`}
    />
  )
}
