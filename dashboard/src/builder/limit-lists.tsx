import { quotaPeriods, rateLimitStrategies } from '#contract/rate-limit.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaField } from '../form/schema-field.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { optionLabel } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { configSchema } from './config-schema.ts'
import { CountBy, LimitCost, LimitMode, LimitNumbers } from './limit-fields.tsx'
import { LimitList } from './limit-list.tsx'
import { LimitOverrides } from './limit-overrides.tsx'
import { freshLimitName } from './rate-limit-policies.ts'
import styles from './rate-limit.module.css'
import workspace from './workspace.module.css'

const itemSchema = (list: 'limits' | 'quotas'): FieldSchema =>
  configSchema.properties?.['rateLimit']?.properties?.[list]?.items ?? {}

/** Limits beside the first, each with a name of its own. */
export function FurtherLimits() {
  const { t, format } = useI18n()
  const form = useForm()
  const schema = itemSchema('limits')
  const summary = (pointer: string) => {
    const strategy =
      rateLimitStrategies.find((one) => one === form.get(`${pointer}/strategy`)) ?? 'token-bucket'
    const count = format.number(Number(form.get(`${pointer}/requestsPerMinute`) ?? 600))
    const burst = form.get(`${pointer}/burstLimit`)
    return [
      optionLabel(t, strategy),
      t('builder.rateLimit.each.minute', { count }),
      ...(burst === undefined
        ? []
        : [t('builder.rateLimit.burst', { count: format.number(Number(burst)) })]),
      ...(form.get(`${pointer}/mode`) === 'shadow' ? [t('builder.rateLimit.shadow')] : []),
    ].join(' · ')
  }
  return (
    <LimitList
      pointer="/rateLimit/limits"
      title={t('builder.rateLimit.limits')}
      text={t('builder.rateLimit.limitsText')}
      addLabel={t('builder.rateLimit.addLimit')}
      fresh={() => ({
        name: freshLimitName('limit', form.get('')),
        strategy: 'token-bucket',
        requestsPerMinute: 600,
      })}
      summary={summary}
    >
      {(pointer) => (
        <>
          <LimitName pointer={pointer} schema={schema} />
          <LimitNumbers pointer={pointer} schema={schema} />
          <CountBy pointer={pointer} schema={schema} />
          <LimitMode pointer={pointer} />
          <LimitOverrides pointer={pointer} of="limit" />
          <More pointer={pointer} schema={schema} />
        </>
      )}
    </LimitList>
  )
}

/** Totals of a calendar day or month. */
export function Quotas() {
  const { t, format } = useI18n()
  const form = useForm()
  const schema = itemSchema('quotas')
  const summary = (pointer: string) => {
    const count = format.number(Number(form.get(`${pointer}/requests`) ?? 0))
    const parts = [
      t(`builder.rateLimit.each.${periodOf(form.get(`${pointer}/period`))}`, { count }),
    ]
    if (form.get(`${pointer}/mode`) === 'shadow') parts.push(t('builder.rateLimit.shadow'))
    return parts.join(' · ')
  }
  return (
    <LimitList
      pointer="/rateLimit/quotas"
      title={t('builder.rateLimit.quotas')}
      text={t('builder.rateLimit.quotasText')}
      addLabel={t('builder.rateLimit.addQuota')}
      fresh={() => ({
        name: freshLimitName('plan', form.get('')),
        requests: 10_000,
        period: 'month',
      })}
      summary={summary}
    >
      {(pointer) => (
        <>
          <div class={styles['pair']}>
            <LimitName pointer={pointer} schema={schema} />
            <SchemaField
              schema={schema.properties?.['requests'] ?? {}}
              name="requests"
              pointer={`${pointer}/requests`}
              required
            />
          </div>
          <SegmentedControl
            label={t('builder.rateLimit.period')}
            showLabel
            options={quotaPeriods.map((value) => ({
              value,
              label: t(`builder.rateLimit.periods.${value}`),
              disabled: form.readOnly(),
            }))}
            value={periodOf(form.get(`${pointer}/period`))}
            onChange={(value) => form.set(`${pointer}/period`, value)}
          />
          <CountBy pointer={pointer} schema={schema} />
          <LimitMode pointer={pointer} />
          <LimitOverrides pointer={pointer} of="quota" />
          <More pointer={pointer} schema={schema} />
        </>
      )}
    </LimitList>
  )
}

const periodOf = (value: unknown) => quotaPeriods.find((one) => one === value) ?? 'month'

interface PartProps {
  readonly pointer: string
  readonly schema: FieldSchema
}

function LimitName(props: PartProps) {
  const { t } = useI18n()
  return (
    <SchemaField
      schema={{
        ...props.schema.properties?.['name'],
        description: t('builder.rateLimit.nameHint'),
      }}
      name="name"
      pointer={`${props.pointer}/name`}
      required
    />
  )
}

function More(props: PartProps) {
  const { t } = useI18n()
  return (
    <details class={workspace['more']}>
      <summary>{t('builder.rateLimit.moreOfLimit')}</summary>
      <LimitCost pointer={props.pointer} schema={props.schema} />
    </details>
  )
}
