import { createSignal, Show } from 'solid-js'

import { print } from '../builder/json-patch-text.ts'
import { parseJson } from '../builder/json-text.ts'
import { CodeEditor } from '../form/code-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Input } from '../ui/input.tsx'
import { casesOf } from './cases.ts'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'

interface CaseDialogProps {
  /** Of an existing case; a new one starts from the input and the output as they are now. */
  readonly index?: number | undefined
  readonly onClose: () => void
}

/** Name, input and expected output of a test case. */
export function CaseDialog(props: CaseDialogProps) {
  const { t } = useI18n()
  const { rule, input, lastOutput } = usePlayground()
  const cases = casesOf(rule.get('/testCases'))
  const index = props.index ?? cases.length
  const old = cases[index]
  const [name, setName] = createSignal(
    old?.name ?? t('playground.caseNumber', { number: cases.length + 1 }),
  )
  const [given, setGiven] = createSignal(old === undefined ? input() : print(old.input))
  const [expected, setExpected] = createSignal(print(old?.expectedOutput ?? lastOutput() ?? null))
  const [problem, setProblem] = createSignal<'name' | 'json'>()
  const submit = () => {
    const [document, output] = [parseJson(given()), parseJson(expected())]
    if (name().trim() === '') return setProblem('name')
    if (!document.ok || !output.ok) return setProblem('json')
    const made = {
      ...old,
      name: name().trim(),
      input: document.value,
      expectedOutput: output.value,
    }
    const next = [...cases]
    next[index] = made
    rule.set('/testCases', next)
    return props.onClose()
  }
  return (
    <FormDialog
      title={t(old === undefined ? 'playground.newCase' : 'playground.editCase')}
      busy={false}
      error={null}
      onSubmit={submit}
      onClose={() => props.onClose()}
    >
      <Field
        label={t('playground.caseName')}
        error={problem() === 'name' ? t('common.required') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class={styles['caseText']}>
        <span>{t('playground.caseInput')}</span>
        <CodeEditor
          ownHistory
          language="json"
          label={t('playground.caseInput')}
          text={given()}
          onChange={setGiven}
        />
      </div>
      <div class={styles['caseText']}>
        <span>{t('playground.caseExpected')}</span>
        <CodeEditor
          ownHistory
          language="json"
          label={t('playground.caseExpected')}
          text={expected()}
          onChange={setExpected}
        />
      </div>
      <Show when={problem() === 'json'}>
        <p class={styles['error']} role="alert">
          {t('playground.badJson')}
        </p>
      </Show>
    </FormDialog>
  )
}
