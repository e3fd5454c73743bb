import { createMemo, createSignal, type JSX, Show } from 'solid-js'

import { isRecord } from '#contract/is-record.ts'

import { diagnosticsOf } from '../builder/json-diagnostics.ts'
import { parseJson } from '../builder/json-text.ts'
import { CodeEditor } from '../form/code-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { examples } from './examples.ts'
import { Pane } from './pane.tsx'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'

/** The document, and what expressions may read beside it. */
export function InputPane(props: { readonly tools?: JSX.Element }) {
  const { t } = useI18n()
  const playground = usePlayground()
  const [view, setView] = createSignal<'document' | 'scope'>('document')
  return (
    <Pane
      title={t('playground.input')}
      tools={
        <>
          {props.tools}
          <SegmentedControl
            label={t('playground.inputView')}
            options={[
              { value: 'document', label: t('playground.document') },
              { value: 'scope', label: t('playground.scope') },
            ]}
            value={view()}
            onChange={setView}
          />
        </>
      }
    >
      <Show
        when={view() === 'document'}
        fallback={
          <JsonPane
            label={t('playground.scope')}
            text={playground.scope()}
            onChange={playground.setScope}
            hint={t('playground.scopeHint')}
            isObject
          />
        }
      >
        <JsonPane
          label={t('playground.document')}
          text={playground.input()}
          onChange={playground.setInput}
          hint={playground.input().trim() === '' ? t('playground.noInput') : ''}
        />
      </Show>
      <Show when={view() === 'scope' && playground.scope().trim() === ''}>
        <div class={styles['foot']}>
          <Button size="sm" onClick={() => playground.setScope(examples.request.scope)}>
            {t('playground.scopeExample')}
          </Button>
        </div>
      </Show>
    </Pane>
  )
}

interface JsonPaneProps {
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly hint: string
  readonly isObject?: boolean
}

function JsonPane(props: JsonPaneProps) {
  const { t } = useI18n()
  const marks = createMemo(() =>
    props.text.trim() === ''
      ? []
      : diagnosticsOf(props.text, [], (error) => t('builder.form.brokenAt', { ...error })),
  )
  const error = () => {
    const parsed = parseJson(props.text)
    if (!parsed.ok) return marks()[0]?.message
    return props.isObject === true && !isRecord(parsed.value)
      ? t('playground.notObject')
      : undefined
  }
  return (
    <>
      <div class={styles['editor']}>
        <CodeEditor
          bare
          ownHistory
          language="json"
          label={props.label}
          text={props.text}
          diagnostics={marks()}
          onChange={(text) => props.onChange(text)}
        />
      </div>
      <Show when={error() ?? props.hint}>
        {(words) => (
          <div class={styles['foot']}>
            <p class={error() === undefined ? styles['hint'] : styles['error']}>{words()}</p>
          </div>
        )}
      </Show>
    </>
  )
}
