import { createEffect, on, Show } from 'solid-js'

import { KeyValueRows } from '../form/key-value-rows.tsx'
import { useI18n } from '../i18n/index.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useBuilder } from './builder-context.ts'
import type { TestPart } from './create-test-console.ts'
import { segmentsOf } from './pointer.ts'
import { TestBody } from './test-body.tsx'
import styles from './test-panel.module.css'
import { hasBody } from './test-request.ts'

/** Body, query and headers of the test request. */
export function TestParts() {
  const { t } = useI18n()
  const { test } = useBuilder()
  const count = (record: object) => {
    const size = Object.keys(record).length
    return size === 0 ? undefined : String(size)
  }
  return (
    <div class={styles['parts']}>
      <Tabs
        label={t('builder.test.request')}
        value={test.part()}
        onChange={(part) => test.setPart(part as TestPart)}
        tabs={[
          {
            value: 'body',
            label: t('builder.test.body'),
            content: () => (
              <div class={styles['part']}>
                <Show
                  when={hasBody(test.form.method)}
                  fallback={
                    <p class="muted">{t('builder.test.noBody', { method: test.form.method })}</p>
                  }
                >
                  <TestBody />
                </Show>
              </div>
            ),
          },
          {
            value: 'query',
            label: t('builder.test.query'),
            badge: count(test.form.query),
            content: () => <Rows part="query" />,
          },
          {
            value: 'headers',
            label: t('builder.test.headers'),
            badge: count(test.form.headers),
            content: () => <Rows part="headers" />,
          },
        ]}
      />
    </div>
  )
}

/** Names and values. A problem of one of them moves the focus to its value. */
function Rows(props: { readonly part: 'query' | 'headers' }) {
  const { t } = useI18n()
  const { test } = useBuilder()
  let host: HTMLDivElement | undefined
  createEffect(
    on(test.target, (target) => {
      const [part, wanted = ''] = segmentsOf(target ?? '')
      if (part !== props.part) return
      test.reveal(undefined)
      const names = Object.keys(test.form[props.part]).map((name) => name.toLowerCase())
      const row = names.indexOf(wanted.toLowerCase())
      // Each row is an input for the name and one for the value.
      queueMicrotask(() => host?.querySelectorAll('input')[row * 2 + 1]?.select())
    }),
  )
  return (
    <div class={styles['part']} ref={(element) => (host = element)}>
      <KeyValueRows
        label={t(`builder.test.${props.part}`)}
        value={test.form[props.part]}
        onChange={(rows) => test.change({ [props.part]: rows })}
      />
    </div>
  )
}
