import { createMemo, createSignal, For, Show } from 'solid-js'

import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { configFromCurl } from '../../builder/curl-config.ts'
import { parseCurl } from '../../builder/curl.ts'
import { print } from '../../builder/json-patch-text.ts'
import { useI18n } from '../../i18n/index.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import styles from './endpoint.module.css'

interface NewFromProps {
  readonly busy: boolean
  readonly onCreate: (config: EndpointConfigInput) => void
}

/** A pasted curl command, what it means, and what is noteworthy about it. */
export function NewFromCurl(props: NewFromProps) {
  const { t } = useI18n()
  const [command, setCommand] = createSignal('')
  const result = createMemo(() => parseCurl(command()))
  const request = () => {
    const read = result()
    return read.ok ? read.request : undefined
  }
  const error = () => {
    const read = result()
    return read.ok || command().trim() === '' ? undefined : t(`builder.curl.error.${read.error}`)
  }
  const config = createMemo(() => {
    const read = request()
    return read === undefined ? undefined : configFromCurl(read)
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const ready = config()
    if (ready !== undefined) props.onCreate(ready)
  }
  return (
    <form class={styles['fields']} onSubmit={submit}>
      <Field label={t('builder.curl.label')} hint={t('builder.curl.hint')} error={error()}>
        {(control) => (
          <Textarea
            {...control}
            mono
            rows={7}
            spellcheck={false}
            placeholder={
              "curl https://api.example.com/v1/orders \\\n  -H 'accept: application/json'"
            }
            value={command()}
            onInput={(event) => setCommand(event.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={request()?.warnings.length}>
        <Banner tone="warn" title={t('builder.curl.warnings')}>
          <ul>
            <For each={request()?.warnings}>
              {(warning) => <li>{t(`builder.curl.warning.${warning}`)}</li>}
            </For>
          </ul>
        </Banner>
      </Show>
      <Show when={config()}>
        {(ready) => (
          <pre class={styles['config']} tabIndex={0} aria-label={t('builder.curl.preview')}>
            {print(ready())}
          </pre>
        )}
      </Show>
      <div>
        <Button type="submit" variant="primary" busy={props.busy} disabled={config() === undefined}>
          {t('builder.new.create')}
        </Button>
      </div>
    </form>
  )
}
