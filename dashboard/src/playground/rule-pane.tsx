import { createMemo, createSignal, Match, Switch } from 'solid-js'

import { StepList } from '../builder/step-list.tsx'
import { CodeEditor } from '../form/code-editor.tsx'
import type { CodeMirror } from '../form/code-mirror.ts'
import { FormContext, useForm } from '../form/form-context.ts'
import { JsonIssues } from '../form/json-issues.tsx'
import { createJsonText } from '../form/json-text.ts'
import { useI18n } from '../i18n/index.ts'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { formOf } from './create-playground.ts'
import { Pane } from './pane.tsx'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'
import { ProblemList } from './problem-list.tsx'
import { isOneExpression } from './sheet.ts'

type View = 'expression' | 'steps' | 'json'
const SOURCE = '/rules/0/source'

/** The rule: one expression, a list of steps, or JSON. */
export function RulePane() {
  const { t } = useI18n()
  const playground = usePlayground()
  const [chosen, setChosen] = createSignal<View>('expression')
  const isExpression = createMemo(() => isOneExpression(playground.rule.get('')))
  const view = () => (chosen() === 'expression' && !isExpression() ? 'steps' : chosen())
  return (
    <Pane
      title={t('playground.rule')}
      tools={
        <SegmentedControl
          label={t('playground.view')}
          options={[
            {
              value: 'expression',
              label: t('playground.expression'),
              disabled: !isExpression(),
            },
            { value: 'steps', label: t('playground.steps') },
            { value: 'json', label: t('playground.json') },
          ]}
          value={view()}
          onChange={setChosen}
        />
      }
    >
      <FormContext.Provider value={formOf(playground)}>
        <Switch fallback={<ExpressionView />}>
          <Match when={view() === 'steps'}>
            <StepsView />
          </Match>
          <Match when={view() === 'json'}>
            <RuleJson />
          </Match>
        </Switch>
      </FormContext.Provider>
    </Pane>
  )
}

/** Steps as a form: what is wrong is marked in its expression, and listed below. */
function StepsView() {
  const form = useForm()
  const editors = new Map<string, CodeMirror>()
  const onEditor = (pointer: string, editor: CodeMirror) => void editors.set(pointer, editor)
  return (
    <>
      <div class={styles['form']}>
        <FormContext.Provider value={{ ...form, onEditor }}>
          <StepList rule="" />
        </FormContext.Provider>
      </div>
      <ProblemList reveal={({ pointer, from, to }) => editors.get(pointer)?.reveal(from, to)} />
    </>
  )
}

function ExpressionView() {
  const { t } = useI18n()
  const playground = usePlayground()
  const form = useForm()
  const text = createMemo(() => String(playground.rule.get(SOURCE) ?? ''))
  let editor: CodeMirror | undefined
  const marks = createMemo(() => form.marks?.(SOURCE) ?? [])
  return (
    <>
      <div class={styles['editor']}>
        <CodeEditor
          bare
          ownHistory
          language="jsonata"
          label={t('playground.expression')}
          text={text()}
          readOnly={playground.rule.readOnly()}
          diagnostics={marks()}
          scope={playground.paths()}
          onReady={(ready) => (editor = ready)}
          onChange={(next) => playground.rule.set(SOURCE, next)}
        />
      </div>
      <ProblemList
        pointer={SOURCE}
        hint={t('playground.expressionHint')}
        reveal={({ from, to }) => editor?.reveal(from, to)}
      />
    </>
  )
}

function RuleJson() {
  const { t } = useI18n()
  const playground = usePlayground()
  const json = createJsonText(() => '', true)
  let editor: CodeMirror | undefined
  return (
    <>
      <div class={styles['editor']}>
        <CodeEditor
          bare
          ownHistory
          language="json"
          label={t('playground.rule')}
          text={json.text()}
          readOnly={playground.rule.readOnly()}
          diagnostics={json.diagnostics()}
          onReady={(ready) => (editor = ready)}
          onChange={json.write}
        />
      </div>
      <div class={styles['foot']}>
        <JsonIssues json={json} reveal={({ from, to }) => editor?.reveal(from, to)} />
      </div>
    </>
  )
}
