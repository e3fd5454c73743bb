import { Show } from 'solid-js'
import { createStore } from 'solid-js/store'

import type { EndpointConfigInput } from '#contract/endpoint.ts'
import { endpointTemplates, type TemplateId } from '#contract/templates.ts'

import { issueAt } from '../../api/problem-error.ts'
import { pathParts } from '../../builder/path-template.ts'
import { HighlightInput } from '../../form/highlight-input.tsx'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import styles from './endpoint.module.css'

interface NewFromTemplateProps {
  readonly id: TemplateId
  readonly busy: boolean
  readonly error: unknown
  readonly onCreate: (config: EndpointConfigInput) => void
}

export function NewFromTemplate(props: NewFromTemplateProps) {
  const { t } = useI18n()
  const template = () => endpointTemplates[props.id]
  const [input, setInput] = createStore({ ...template().defaults })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onCreate(template().build(input))
  }
  return (
    <form class={styles['fields']} onSubmit={submit}>
      <div class={styles['fieldRow']}>
        <Field label={t('common.name')} error={issueAt(props.error, '/name')}>
          {(control) => (
            <Input
              {...control}
              required
              value={input.name}
              onInput={(event) => setInput('name', event.currentTarget.value)}
            />
          )}
        </Field>
        <Field
          label={t('endpoints.path')}
          hint={t('builder.new.pathHint')}
          error={issueAt(props.error, '/path')}
        >
          {(control) => (
            <HighlightInput
              {...control}
              required
              value={input.path}
              parts={pathParts(input.path).map(({ text, isParameter }) => ({
                text,
                isMarked: isParameter,
              }))}
              onInput={(event) => setInput('path', event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <Show when={template().callsUpstream}>
        <Field
          label={t('builder.new.upstream')}
          hint={t('builder.new.upstreamHint')}
          error={issueAt(props.error, '/integrations/0/endpoint')}
        >
          {(control) => (
            <Input
              {...control}
              mono
              required
              type="url"
              value={input.upstream}
              onInput={(event) => setInput('upstream', event.currentTarget.value)}
            />
          )}
        </Field>
      </Show>
      <div>
        <Button type="submit" variant="primary" busy={props.busy}>
          {t('builder.new.create')}
        </Button>
      </div>
    </form>
  )
}
