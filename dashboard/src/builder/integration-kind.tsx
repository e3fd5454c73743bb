import type { KindEntry } from '#contract/kind.ts'

import { useForm } from '../form/form-context.ts'
import { type FieldSchema, initialValue } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { SegmentedControl } from '../ui/segmented-control.tsx'

/** Fields that mean the same in every kind that has them. */
const common = ['id', 'name', 'endpoint', 'authentication', 'headers', 'timeout']

interface IntegrationKindProps {
  readonly pointer: string
  readonly kinds: readonly KindEntry[]
}

/** What kind of service an integration calls. Another kind starts afresh, but for what both have in common. */
export function IntegrationKind(props: IntegrationKindProps) {
  const { t } = useI18n()
  const form = useForm()
  const kinds = () =>
    props.kinds.filter(({ stage, available }) => stage === 'integrations' && available)
  const choose = (type: string) => {
    const schema = kinds().find((kind) => kind.type === type)?.schema as FieldSchema | undefined
    if (schema === undefined) return
    const kept = common
      .filter((name) => schema.properties?.[name] !== undefined)
      .map((name) => [name, form.get(`${props.pointer}/${name}`)] as const)
      .filter(([, value]) => value !== undefined)
    form.set(props.pointer, {
      ...Object(initialValue(schema)),
      ...Object.fromEntries(kept),
      type,
    })
  }
  return (
    <SegmentedControl
      label={t('builder.kind')}
      showLabel
      options={kinds().map(({ type, title }) => ({
        value: type,
        label: t(`builder.titles.${title}`) ?? title,
        disabled: form.readOnly(),
      }))}
      value={String(form.get(`${props.pointer}/type`) ?? '')}
      onChange={choose}
    />
  )
}
