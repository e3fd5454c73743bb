import { useMutation } from '@tanstack/solid-query'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { createStore } from 'solid-js/store'

import type { TestResult } from '#contract/trace.ts'

import { call } from '../api/client.ts'
import { useI18n } from '../i18n/index.ts'
import { curlOf } from '../lib/clipboard.ts'
import { useCommands } from '../lib/commands.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { MethodLabel } from '../ui/method-label.tsx'
import { useBuilder } from './builder-context.ts'
import { valueAt } from './pointer.ts'
import { TestParts } from './test-parts.tsx'
import { type TestForm, testPath, testRequestOf } from './test-request.ts'
import { TestAnswer } from './test-answer.tsx'
import styles from './test-panel.module.css'

/** Sends one request to the draft as it stands, saved or not, and shows what every stage did. */
export function TestPanel() {
  const { t } = useI18n()
  const builder = useBuilder()
  const value = (pointer: string) => String(valueAt(builder.store.draft().value, pointer) ?? '')
  const [form, setForm] = createStore<Writable>({
    method: 'GET',
    path: '',
    query: {},
    headers: {},
    body: '{\n  \n}',
  })
  const [template, setTemplate] = createSignal('')
  // Follows the draft until the author writes another path or changes the template again.
  createEffect(
    on([() => value('/method'), () => value('/path')], ([method, path]) => {
      setForm('method', method)
      if (path !== template()) setForm('path', testPath(path, {}))
      setTemplate(path)
    }),
  )
  const send = useMutation<TestResult, Error, void>(() => ({
    mutationFn: async () => {
      const { parsed } = builder.store.draft()
      const config = parsed.ok ? parsed.value : undefined
      const body = { request: testRequestOf(form), config }
      const params = { id: builder.endpoint().id }
      return (await call('testEndpoint', { params, body })).data
    },
  }))
  const canSend = () => builder.canEdit() && builder.store.draft().parsed.ok && !send.isPending
  const run = () => canSend() && send.mutate()
  useCommands([
    {
      id: 'builder.test',
      group: 'do',
      title: () => t('builder.test.send'),
      keys: 'mod+enter',
      run,
    },
  ])
  const curl = () => curlOfForm(form, builder.endpoint().url, value('/path'))
  return (
    <aside class={styles['panel']} aria-label={t('builder.test.console')} data-own-undo>
      <header class={styles['head']}>
        <h2>{t('builder.test.title')}</h2>
        <CopyButton withText text={curl()} label={t('builder.test.copyCurl')} />
        <Button
          variant="primary"
          class={styles['send'] ?? ''}
          busy={send.isPending}
          disabled={!canSend()}
          onClick={run}
        >
          {t('builder.test.send')} <Kbd keys="mod+enter" />
        </Button>
      </header>
      <div class={styles['target']}>
        <MethodLabel method={form.method} inline />
        <input
          class={styles['path']}
          aria-label={t('builder.test.path')}
          spellcheck={false}
          value={form.path}
          onInput={(event) => setForm('path', event.currentTarget.value)}
        />
      </div>
      <TestParts form={form} onChange={(change) => setForm(change)} />
      <Show when={send.error}>
        {(error) => (
          <div class={styles['idle']}>
            <ErrorBanner error={error()} title={t('builder.test.failed')} />
          </div>
        )}
      </Show>
      <Show when={send.data} fallback={<p class={styles['idle']}>{t('builder.test.idle')}</p>}>
        {(result) => <TestAnswer result={result()} />}
      </Show>
      <footer class={styles['foot']}>
        <span class="mono">{send.data?.requestId}</span>
        <span>{t('builder.test.draftOnly')}</span>
      </footer>
    </aside>
  )
}

type Writable = { -readonly [Key in keyof TestForm]: TestForm[Key] }

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
