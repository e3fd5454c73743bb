import { useI18n } from '../../i18n/index.ts'
import { Switch } from '../../ui/switch.tsx'
import { useForm } from '../form-context.ts'
import type { FieldProps } from '../field-props.ts'
import { hintOf, labelOf } from '../words.ts'

export function SwitchField(props: FieldProps) {
  const { t } = useI18n()
  const form = useForm()
  return (
    <Switch
      label={labelOf(t, props.schema, props.name)}
      description={form.issue(props.pointer) ?? hintOf(t, props.schema)}
      checked={(form.get(props.pointer) ?? props.schema.default) === true}
      disabled={form.readOnly()}
      onChange={(checked) => form.set(props.pointer, checked)}
    />
  )
}
