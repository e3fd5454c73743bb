import { useMutation } from '@tanstack/solid-query'
import { createSignal, For, Match, Show, Switch } from 'solid-js'

import type { ConnectionTest } from '#contract/connection-test.ts'
import { isRecord } from '#contract/is-record.ts'

import { call } from '../api/client.ts'
import { ProblemError } from '../api/problem-error.ts'
import type { CallOptions } from '../api/types.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { Field } from '../ui/field.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { useBuilder } from './builder-context.ts'
import { ConnectionAnswer } from './connection-answer.tsx'
import styles from './connection.module.css'
import { readIntegrations } from './connection-reads.ts'
import { parseJson } from './json-text.ts'
import { valueAt } from './pointer.ts'
import { testRequestOf } from './test-request.ts'

interface ConnectionTestProps {
  /** As it is written, saved or not. */
  readonly integration: unknown
  readonly onClose: () => void
}

type Body = NonNullable<CallOptions<'testIntegration'>['body']>

/** Calls one integration alone and shows what came back. Mount it to open it. */
export function ConnectionTestDialog(props: ConnectionTestProps) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [results, setResults] = createSignal('')
  const id = () => String(valueAt(props.integration, '/id') ?? '')
  const reads = () => readIntegrations(props.integration)
  const given = () => (results().trim() === '' ? {} : jsonObject(results()))
  const run = useMutation<ConnectionTest, Error, void>(() => ({
    mutationFn: async () => {
      const body = {
        request: testRequestOf(builder.test.form),
        results: given(),
        integration: props.integration,
      } as Body
      const params = { id: builder.endpoint().id, integrationId: id() || 'unnamed' }
      return (await call('testIntegration', { params, body })).data
    },
  }))
  return (
    <Dialog
      open
      size="wide"
      title={t('builder.connection.title', { id: id() })}
      description={t('builder.connection.text')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.close')}</Button>
          <Button
            variant="primary"
            busy={run.isPending}
            disabled={given() === undefined}
            onClick={() => run.mutate()}
          >
            {t(`builder.connection.${run.isIdle || run.isPending ? 'run' : 'again'}`)}
          </Button>
        </>
      }
    >
      <p class={styles['sample']}>
        {t('builder.connection.request')}{' '}
        <code>
          {builder.test.form.method} {builder.test.form.path}
        </code>
      </p>
      <Show when={reads().length > 0}>
        <Field
          label={t('builder.connection.results')}
          hint={t('builder.connection.resultsHint', { example: exampleOf(reads()) })}
          error={given() === undefined ? t('builder.connection.notJson') : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              mono
              rows={3}
              spellcheck={false}
              value={results()}
              onInput={(event) => setResults(event.currentTarget.value)}
            />
          )}
        </Field>
      </Show>
      <div aria-live="polite" class={styles['outcome']} data-busy={run.isPending}>
        <Switch>
          <Match when={run.isPending}>
            <p class="muted">{t('builder.connection.running')}</p>
          </Match>
          <Match when={run.error}>{(error) => <RunError error={error()} />}</Match>
          <Match when={run.data}>{(result) => <ConnectionAnswer result={result()} />}</Match>
        </Switch>
      </div>
    </Dialog>
  )
}

/** What is wrong with the integration itself, or why nobody could be asked. */
function RunError(props: { readonly error: Error }) {
  const { t } = useI18n()
  const issues = () => (props.error instanceof ProblemError ? props.error.issues : [])
  return (
    <Show when={issues().length > 0} fallback={<ErrorBanner error={props.error} />}>
      <Banner tone="bad" title={t('builder.connection.invalid')}>
        <ul>
          <For each={issues()}>
            {(issue) => (
              <li>
                <code>{issue.pointer}</code> {issue.message}
              </li>
            )}
          </For>
        </ul>
      </Banner>
    </Show>
  )
}

const exampleOf = (ids: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(ids.map((id) => [id, { status: 200, body: {} }])))

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = parseJson(text)
  return parsed.ok && isRecord(parsed.value) ? parsed.value : undefined
}
