import { createSignal } from 'solid-js'

import { KeyValueRows } from '../form/key-value-rows.tsx'
import { useI18n } from '../i18n/index.ts'
import { Tabs } from '../ui/tabs.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { hasBody, type TestForm } from './test-request.ts'
import styles from './test-panel.module.css'

interface TestPartsProps {
  readonly form: TestForm
  readonly onChange: (change: Partial<TestForm>) => void
}

/** Body, query and headers of the test request. */
export function TestParts(props: TestPartsProps) {
  const { t } = useI18n()
  const [chosen, setChosen] = createSignal<string>()
  const part = () => chosen() ?? (hasBody(props.form.method) ? 'body' : 'query')
  const count = (record: object) => {
    const size = Object.keys(record).length
    return size === 0 ? undefined : String(size)
  }
  return (
    <div class={styles['parts']}>
      <Tabs
        label={t('builder.test.request')}
        value={part()}
        onChange={setChosen}
        tabs={[
          {
            value: 'body',
            label: t('builder.test.body'),
            content: () => (
              <div class={styles['part']}>
                <Textarea
                  mono
                  rows={5}
                  spellcheck={false}
                  aria-label={t('builder.test.body')}
                  disabled={!hasBody(props.form.method)}
                  value={hasBody(props.form.method) ? props.form.body : ''}
                  placeholder={t('builder.test.noBody', { method: props.form.method })}
                  onInput={(event) => props.onChange({ body: event.currentTarget.value })}
                />
              </div>
            ),
          },
          {
            value: 'query',
            label: t('builder.test.query'),
            badge: count(props.form.query),
            content: () => (
              <div class={styles['part']}>
                <KeyValueRows
                  label={t('builder.test.query')}
                  value={props.form.query}
                  onChange={(query) => props.onChange({ query })}
                />
              </div>
            ),
          },
          {
            value: 'headers',
            label: t('builder.test.headers'),
            badge: count(props.form.headers),
            content: () => (
              <div class={styles['part']}>
                <KeyValueRows
                  label={t('builder.test.headers')}
                  value={props.form.headers}
                  onChange={(headers) => props.onChange({ headers })}
                />
              </div>
            ),
          },
        ]}
      />
    </div>
  )
}
