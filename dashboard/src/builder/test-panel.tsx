import { Show } from 'solid-js'

import type { Issue } from '#contract/problem.ts'

import { ProblemError } from '../api/problem-error.ts'
import { useI18n } from '../i18n/index.ts'
import { curlOf } from '../lib/clipboard.ts'
import { useCommands } from '../lib/commands.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useBuilder } from './builder-context.ts'
import { IssueList } from './issue-list.tsx'
import { valueAt } from './pointer.ts'
import { TestAnswer } from './test-answer.tsx'
import styles from './test-panel.module.css'
import { TestParts } from './test-parts.tsx'
import { type TestForm, testRequestOf } from './test-request.ts'
import { TestTarget } from './test-target.tsx'

/** Sends one request to the draft as it stands, saved or not, and shows what every stage did. */
export function TestPanel() {
  const { t } = useI18n()
  const builder = useBuilder()
  const { test } = builder
  useCommands([
    {
      id: 'builder.test',
      group: 'do',
      title: () => t('builder.test.send'),
      keys: 'mod+enter',
      run: test.send,
    },
  ])
  const template = () => String(valueAt(builder.store.draft().value, '/path') ?? '')
  const curl = () => curlOfForm(test.form, builder.endpoint().url, template())
  return (
    <aside class={styles['panel']} aria-label={t('builder.test.console')} data-own-undo>
      <header class={styles['head']}>
        <h2>{t('builder.test.title')}</h2>
        <CopyButton withText text={curl()} label={t('builder.test.copyCurl')} />
        <Button
          variant="primary"
          class={styles['send'] ?? ''}
          busy={test.isSending()}
          disabled={!test.canSend()}
          onClick={test.send}
        >
          {t('builder.test.send')} <Kbd keys="mod+enter" />
        </Button>
      </header>
      <TestTarget />
      <TestParts />
      <Show when={test.error()}>
        {(error) => (
          <div class={styles['idle']}>
            <ErrorBanner error={error()} title={t('builder.test.failed')} />
            <IssueList {...issuesOf(error())} />
          </div>
        )}
      </Show>
      <Show when={test.result() === undefined && test.error() === null}>
        <p class={styles['idle']}>{t('builder.test.idle')}</p>
      </Show>
      <Show when={test.result()}>{(result) => <TestAnswer result={result()} />}</Show>
      <footer class={styles['foot']}>
        <span class="mono">{test.result()?.requestId}</span>
        <span>{t('builder.test.draftOnly')}</span>
      </footer>
    </aside>
  )
}

/** Why it did not run: places of the draft, or of a request that cannot be made. */
function issuesOf(error: Error): { issues: readonly Issue[]; areLinked: boolean } {
  if (!(error instanceof ProblemError)) return { issues: [], areLinked: false }
  return { issues: error.issues, areLinked: error.code === 'invalid_configuration' }
}

/** The same request to the published endpoint. */
function curlOfForm(form: TestForm, url: string, template: string): string {
  const request = testRequestOf(form)
  const base = url.endsWith(template) ? url.slice(0, url.length - template.length) : url
  const query = new URLSearchParams(request.query).toString()
  return curlOf({
    method: form.method,
    url: `${base}${form.path}${query === '' ? '' : `?${query}`}`,
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : undefined,
  })
}
