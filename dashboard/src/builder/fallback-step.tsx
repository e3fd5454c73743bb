import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Trash from 'lucide-solid/icons/trash'
import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { labelOf } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Select } from '../ui/select.tsx'
import { itemsAt } from './lists.ts'
import { valueAt } from './pointer.ts'
import { resilienceOf } from './resilience-settings.ts'
import workspace from './workspace.module.css'

interface FallbackStepProps {
  readonly pointer: string
  /** Pointer of the integration. */
  readonly integration: string
  /** Of its strategy; undefined: nobody knows it. */
  readonly schema: FieldSchema | undefined
  readonly name: string
  readonly number: number
  readonly isLast: boolean
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

export function FallbackStep(props: FallbackStepProps) {
  const { t } = useI18n()
  const form = useForm()
  const title = () =>
    t('builder.resilience.fallback.step', { number: props.number, name: props.name })
  const members = () =>
    Object.keys(props.schema?.properties ?? {}).filter(
      (name) => name !== 'strategy' && name !== 'integration',
    )
  /** A stand-in that counts as a failure stands in for nothing. */
  const isFailure = () => {
    const status = form.get(`${props.pointer}/status`)
    const { failureStatuses } = resilienceOf(form.get(props.integration))
    return failureStatuses.some((one) => one === `${status}` || one === `${status}`[0] + 'xx')
  }
  const other = () => props.schema?.properties?.['integration']
  return (
    <li class={workspace['step']} aria-label={title()}>
      <div class={workspace['stepHead']}>
        <strong class={form_['legend']}>{title()}</strong>
        <Show when={!form.readOnly()}>
          <span class={workspace['stepTools']}>
            <IconButton
              icon={ArrowUp}
              label={t('builder.moveUp')}
              data-move="up"
              disabled={props.number === 1}
              onClick={() => props.onMove(-1)}
            />
            <IconButton
              icon={ArrowDown}
              label={t('builder.moveDown')}
              data-move="down"
              disabled={props.isLast}
              onClick={() => props.onMove(1)}
            />
            <IconButton
              icon={Trash}
              label={t('builder.form.removeItem', { name: title() })}
              onClick={() => props.onRemove()}
            />
          </span>
        </Show>
      </div>
      <Show when={form.issue(props.pointer)}>
        {(message) => <p class={form_['error']}>{message()}</p>}
      </Show>
      <Show when={other()}>
        {(schema) => (
          <OtherIntegration
            pointer={`${props.pointer}/integration`}
            integration={props.integration}
            label={labelOf(t, schema(), 'integration')}
          />
        )}
      </Show>
      <Show when={isFailure()}>
        <p class={form_['hint']}>{t('builder.resilience.fallback.passedOver')}</p>
      </Show>
      <Show when={members().length > 0 && props.schema}>
        {(schema) => <SchemaForm schema={schema()} pointer={props.pointer} only={members()} />}
      </Show>
    </li>
  )
}

interface OtherIntegrationProps {
  readonly pointer: string
  readonly integration: string
  readonly label: string
}

/** One of the other integrations of the endpoint; what is written and not among them is shown too. */
function OtherIntegration(props: OtherIntegrationProps) {
  const { t } = useI18n()
  const form = useForm()
  const chosen = () => String(form.get(props.pointer) ?? '')
  const list = () => props.integration.slice(0, props.integration.lastIndexOf('/'))
  const ids = () =>
    itemsAt(form, list())
      .filter((_, at) => `${list()}/${at}` !== props.integration)
      .map((one) => String(valueAt(one, '/id') ?? ''))
  const options = () => [
    ...(chosen() === '' ? [{ value: '', label: t('builder.resilience.fallback.choose') }] : []),
    ...ids().map((id) => ({ value: id, label: id })),
    ...(chosen() === '' || ids().includes(chosen())
      ? []
      : [{ value: chosen(), label: t('builder.resilience.fallback.gone', { id: chosen() }) }]),
  ]
  const hint = () =>
    ids().length === 0
      ? t('builder.resilience.fallback.none')
      : t('builder.resilience.fallback.about.alternative-service')
  return (
    <Field label={props.label} hint={hint()} error={form.issue(props.pointer)}>
      {(control) => (
        <Select
          {...control}
          options={options()}
          value={chosen()}
          disabled={form.readOnly()}
          onChange={(id) => form.set(props.pointer, id)}
        />
      )}
    </Field>
  )
}
