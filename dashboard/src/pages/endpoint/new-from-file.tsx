import { createMemo, createSignal } from 'solid-js'

import { endpointDraft, type EndpointConfigInput } from '#contract/endpoint.ts'

import { parseJson } from '../../builder/json-text.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import styles from './endpoint.module.css'

interface NewFromFileProps {
  readonly busy: boolean
  readonly onCreate: (config: EndpointConfigInput) => void
}

/** An exported configuration: chosen as a file or pasted. */
export function NewFromFile(props: NewFromFileProps) {
  const { t } = useI18n()
  const [text, setText] = createSignal('')
  const parsed = createMemo(() => parseJson(text()))
  const config = createMemo(() => {
    const json = parsed()
    return json.ok ? endpointDraft.safeParse(json.value) : undefined
  })
  const error = () => {
    if (text().trim() === '' || config()?.success === true) return undefined
    const issue = config()?.error?.issues[0]
    return issue === undefined
      ? t('builder.form.notJson')
      : `/${issue.path.join('/')}: ${issue.message}`
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const json = parsed()
    if (json.ok && config()?.success === true) props.onCreate(json.value as EndpointConfigInput)
  }
  const read = async (file: File | undefined) => setText((await file?.text()) ?? '')
  return (
    <form class={styles['fields']} onSubmit={submit}>
      <Field label={t('builder.new.file')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept="application/json,.json"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      <Field label={t('builder.new.json')} error={error()}>
        {(control) => (
          <Textarea
            {...control}
            mono
            rows={8}
            spellcheck={false}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <div>
        <Button
          type="submit"
          variant="primary"
          busy={props.busy}
          disabled={config()?.success !== true}
        >
          {t('builder.new.create')}
        </Button>
      </div>
    </form>
  )
}
