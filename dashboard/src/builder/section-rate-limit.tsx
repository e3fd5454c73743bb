import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Switch } from '../ui/switch.tsx'
import { ChoiceField } from './choice-field.tsx'
import { configSchema } from './config-schema.ts'
import { CountBy, LimitCost, LimitMode, LimitNumbers } from './limit-fields.tsx'
import { FurtherLimits, Quotas } from './limit-lists.tsx'
import { LimitOverrides } from './limit-overrides.tsx'
import { LimitPreview } from './limit-preview.tsx'
import { ShadowPanel } from './shadow-panel.tsx'
import workspace from './workspace.module.css'

const LIMIT = '/rateLimit'
const schema = configSchema.properties?.['rateLimit'] ?? {}

/** How often callers may call: one limit, and more of them where one is not enough. */
export function RateLimitSection() {
  const { t } = useI18n()
  const form = useForm()
  const isOn = () => form.get(`${LIMIT}/enabled`) === true
  const issue = () => form.issue(`${LIMIT}/enabled`) ?? form.issue(LIMIT)
  return (
    <>
      <Show when={issue()}>{(message) => <p class={workspace['error']}>{message()}</p>}</Show>
      <Switch
        label={t('builder.rateLimit.enable')}
        description={t(`builder.rateLimit.${isOn() ? 'on' : 'off'}`)}
        checked={isOn()}
        disabled={form.readOnly()}
        onChange={(checked) => form.set(`${LIMIT}/enabled`, checked)}
      />
      <Show when={isOn()}>
        <LimitNumbers pointer={LIMIT} schema={schema} />
        <CountBy pointer={LIMIT} schema={schema} />
        <LimitPreview />
        <LimitMode pointer={LIMIT} />
        <ShadowPanel />
        <LimitOverrides pointer={LIMIT} of="limit" />
        <FurtherLimits />
        <Quotas />
        <details class={workspace['more']}>
          <summary>{t('builder.rateLimit.more')}</summary>
          <div class={workspace['items']}>
            <LimitCost pointer={LIMIT} schema={schema} />
            <FailMode />
          </div>
        </details>
      </Show>
    </>
  )
}

const failModes = ['open', 'closed'] as const

function FailMode() {
  const { t } = useI18n()
  const form = useForm()
  const mode = () => failModes.find((one) => one === form.get(`${LIMIT}/failMode`)) ?? 'open'
  return (
    <ChoiceField
      pointer={`${LIMIT}/failMode`}
      label={t('builder.rateLimit.fail')}
      options={failModes.map((value) => ({ value, label: t(`builder.rateLimit.fails.${value}`) }))}
      value={mode()}
      hint={t(`builder.rateLimit.failHints.${mode()}`)}
    />
  )
}
