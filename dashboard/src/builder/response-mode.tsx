import { responseValidationModes } from '#contract/validation.ts'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { useI18n } from '../i18n/index.ts'
import { SegmentedControl } from '../ui/segmented-control.tsx'

const MODE = '/validation/response/mode'

/** What happens to an answer that does not fit its schema. */
export function ResponseMode() {
  const { t } = useI18n()
  const form = useForm()
  const mode = () =>
    responseValidationModes.find((one) => one === form.get(MODE)) ?? ('report' as const)
  return (
    <div class={form_['stack']}>
      <SegmentedControl
        label={t('builder.validation.mode')}
        showLabel
        options={responseValidationModes.map((value) => ({
          value,
          label: t(`builder.validation.modes.${value}`),
          disabled: form.readOnly(),
        }))}
        value={mode()}
        onChange={(value) => form.set(MODE, value)}
      />
      <p class={form_['hint']}>{t(`builder.validation.modeHints.${mode()}`)}</p>
    </div>
  )
}
