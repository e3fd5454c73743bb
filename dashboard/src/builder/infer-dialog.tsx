import { createMemo, createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'

import { isRecord } from '#contract/is-record.ts'
import type { JsonSchema } from '#contract/validation.ts'

import { CodeEditor } from '../form/code-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Switch } from '../ui/switch.tsx'
import styles from './infer-dialog.module.css'
import { defaultInferOptions, inferSchema, type InferOptions } from './infer-schema.ts'
import { print } from './json-patch-text.ts'
import { readSamples } from './samples.ts'
import { readTexts } from './text-samples.ts'

/** Where a first sample comes from. */
export interface InferSource {
  /** Undefined: one is pasted. */
  readonly sample: string | undefined
  /** Where the sample is from, in words. */
  readonly origin: string
  /** Samples are names with texts, as parameters and headers are, which are read as their types. */
  readonly isOfTexts: boolean
}

interface InferDialogProps {
  /** What is described. */
  readonly title: string
  readonly source: InferSource
  readonly onApply: (schema: JsonSchema) => void
  readonly onClose: () => void
}

/** Samples on one side, the schema that fits them all on the other, as one types. */
export function InferDialog(props: InferDialogProps) {
  const { t } = useI18n()
  const state = createInference(props.source)
  const apply = () => {
    const schema = state.schema()
    if (schema === undefined) return
    props.onApply(schema)
    props.onClose()
  }
  return (
    <Dialog
      open
      size="wide"
      onClose={() => props.onClose()}
      title={t('builder.validation.infer.openFor', { part: props.title })}
      description={t('builder.validation.infer.about')}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={state.schema() === undefined} onClick={apply}>
            {t('builder.validation.infer.apply')}
          </Button>
        </>
      }
    >
      <div class={styles['panes']}>
        <section class={styles['pane']}>
          <header>
            <h3>{t('builder.validation.infer.samples')}</h3>
            <span>{state.origin()}</span>
          </header>
          <CodeEditor
            lines
            ownHistory
            language="json"
            label={t('builder.validation.infer.samples')}
            text={state.text()}
            invalid={state.error() !== undefined}
            diagnostics={state.diagnostics()}
            onReady={(editor) => editor.reveal(0, state.text().length)}
            onChange={state.setText}
          />
        </section>
        <section class={styles['pane']}>
          <header>
            <h3>{t('builder.validation.infer.schema')}</h3>
            <span>{state.count()}</span>
          </header>
          <CodeEditor
            language="json"
            label={t('builder.validation.infer.schema')}
            text={state.preview()}
          />
        </section>
      </div>
      <Show when={state.error()}>{(error) => <p class={styles['error']}>{error()}</p>}</Show>
      <InferSettings state={state} />
    </Dialog>
  )
}

type Inference = ReturnType<typeof createInference>

const switches = ['requiresAll', 'recognisesFormats', 'refusesUnknown', 'listsValues'] as const

function InferSettings(props: { readonly state: Inference }) {
  const { t } = useI18n()
  const hint = (name: (typeof switches)[number]) =>
    name === 'recognisesFormats' || name === 'listsValues'
      ? t(`builder.validation.infer.${name}Hint`)
      : undefined
  return (
    <div class={styles['settings']}>
      <Show when={props.state.isOneList()}>
        <SegmentedControl
          label={t('builder.validation.infer.list')}
          showLabel
          options={(['one', 'several'] as const).map((value) => ({
            value,
            label: t(`builder.validation.infer.lists.${value}`),
          }))}
          value={props.state.list()}
          onChange={props.state.setList}
        />
      </Show>
      <For each={switches}>
        {(name) => (
          <Switch
            label={t(`builder.validation.infer.${name}`)}
            description={hint(name)}
            checked={props.state.options[name]}
            onChange={(checked) => props.state.setOptions(name, checked)}
          />
        )}
      </For>
    </div>
  )
}

function createInference({ sample: given, origin, isOfTexts }: InferSource) {
  const { t } = useI18n()
  const [text, setText] = createSignal(given ?? '')
  const [chosenList, setList] = createSignal<'one' | 'several'>()
  // The answer of an endpoint may be a list; a list that is pasted more often holds several.
  const list = () => chosenList() ?? (text() === given ? 'one' : 'several')
  const [options, setOptions] = createStore<{ -readonly [Key in keyof InferOptions]: boolean }>({
    ...defaultInferOptions,
  })
  const samples = createMemo(() => readSamples(text(), list() === 'one' && !isOfTexts))
  const values = () => {
    const read = samples()
    return read.ok ? read.values : []
  }
  const isWrong = () => isOfTexts && !values().every(isRecord)
  const error = () => {
    const read = samples()
    if (!read.ok) return t('builder.form.brokenAt', { ...read.error })
    return isWrong() ? t('builder.validation.infer.notObject') : undefined
  }
  const schema = createMemo(() => {
    if (values().length === 0 || isWrong()) return undefined
    return inferSchema(isOfTexts ? readTexts(values()) : values(), { ...options })
  })
  return {
    text,
    setText,
    list,
    setList,
    options,
    setOptions,
    error,
    schema,
    isOneList: () => {
      const read = samples()
      return read.ok && read.isOneList && !isOfTexts
    },
    preview: () => {
      const found = schema()
      return found === undefined ? '' : print(found)
    },
    count: () =>
      values().length === 0
        ? t('builder.validation.infer.nothing')
        : t('builder.validation.infer.count', { count: values().length }),
    origin: () => (given === undefined || text() !== given ? '' : origin),
    diagnostics: createMemo(() => {
      const read = samples()
      if (read.ok) return []
      const from = Math.max(0, read.error.offset - 1)
      const message = t('builder.form.brokenAt', { ...read.error })
      return [{ from, to: read.error.offset + 1, severity: 'error' as const, message }]
    }),
  }
}
