import { type Accessor, createMemo, Show } from 'solid-js'

import { useKinds } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { labelOf } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Field } from '../ui/field.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Select } from '../ui/select.tsx'
import { type Operation, operationsOf } from './operations.ts'
import styles from './workspace.module.css'

/** Kinds of rules that the server offers. */
export function useRuleKinds() {
  const kinds = useKinds()
  return createMemo(() => {
    const offered = kinds.isSuccess ? kinds.data : []
    return offered.filter((kind) => kind.stage === 'transform' && kind.available)
  })
}

/** What steps of a rule kind can do. */
export function useOperations(type: () => string): Accessor<readonly Operation[]> {
  const kinds = useRuleKinds()
  // What is typed into a rule changes the document, not its kind: operations made anew would make their fields anew.
  const kind = createMemo(() => kinds().find((one) => one.type === type()))
  return createMemo(() =>
    operationsOf(kind()?.schema as FieldSchema | undefined, kind()?.unavailable),
  )
}

/** A step as it begins. */
export function newStep(operation: Operation | undefined): object {
  const { name = 'set', fields = [] } = operation ?? {}
  const source = fields.includes('source') && name === 'set' ? { source: 'body' } : {}
  return { operation: name, ...source, target: '' }
}

/** Kind of the rule. Another one has other operations, so the steps begin anew. */
export function RuleKind(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const form = useForm()
  const kinds = useRuleKinds()
  const choose = (type: string) => {
    const kind = kinds().find((one) => one.type === type)
    const [first] = operationsOf(kind?.schema as FieldSchema | undefined)
    const { each: _, ...rule } = Object(form.get(props.pointer)) as Record<string, unknown>
    form.set(props.pointer, { ...rule, type, rules: [newStep(first)] })
  }
  return (
    <Show when={kinds().length > 1}>
      <Field label={t('builder.kind')}>
        {(control) => (
          <Select
            {...control}
            options={kinds().map(({ type, title }) => ({
              value: type,
              label: labelOf(t, { title }, type),
              disabled: form.readOnly(),
            }))}
            value={String(form.get(`${props.pointer}/type`) ?? '')}
            onChange={choose}
          />
        )}
      </Field>
    </Show>
  )
}

interface StepPartProps {
  readonly pointer: string
  readonly operations: readonly Operation[]
}

/** A few are all visible; many are a list. */
export function OperationChoice(props: StepPartProps & { readonly step: number }) {
  const { t } = useI18n()
  const form = useForm()
  const label = () => t('builder.operation', { step: props.step + 1 })
  const value = () => String(form.get(`${props.pointer}/operation`) ?? '')
  const options = () =>
    props.operations.map(({ name, title }) => ({
      value: name,
      label: labelOf(t, { title }, name),
      disabled: form.readOnly(),
    }))
  /** What the other operation does not take would be refused. */
  const choose = (name: string) => {
    const fields = props.operations.find((one) => one.name === name)?.fields ?? []
    const { source, target, condition } = Object(form.get(props.pointer)) as Record<string, unknown>
    form.set(props.pointer, {
      operation: name,
      ...(fields.includes('source') && source !== undefined && { source }),
      ...(fields.includes('target') && target !== undefined && { target }),
      ...(condition !== undefined && { condition }),
    })
  }
  return (
    <Show
      when={props.operations.length > 4}
      fallback={
        <SegmentedControl label={label()} options={options()} value={value()} onChange={choose} />
      }
    >
      <Select aria-label={label()} options={options()} value={value()} onChange={choose} />
    </Show>
  )
}

/** Source, target, what the operation takes, and the condition. */
export function StepFields(props: StepPartProps) {
  const { t } = useI18n()
  const form = useForm()
  const chosen = () => {
    const name = form.get(`${props.pointer}/operation`)
    return props.operations.find((one) => one.name === name) ?? props.operations[0]
  }
  return (
    <Show when={chosen()} keyed>
      {(operation) => (
        <div class={styles['stepFields']}>
          <Show when={operation.isUnavailable}>
            <Banner tone="warn" title={t('builder.sandboxMissing')}>
              {t('builder.sandboxMissingHow')}
            </Banner>
          </Show>
          <SchemaForm schema={operation.schema} pointer={props.pointer} only={operation.fields} />
          <Show when={operation.parameters}>
            {(schema) => <SchemaForm schema={schema()} pointer={`${props.pointer}/parameters`} />}
          </Show>
          <SchemaForm schema={operation.schema} pointer={props.pointer} only={['condition']} />
        </div>
      )}
    </Show>
  )
}
