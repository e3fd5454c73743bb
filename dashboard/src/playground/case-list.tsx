import FlaskConical from 'lucide-solid/icons/flask-conical'
import Pencil from 'lucide-solid/icons/pencil'
import Trash from 'lucide-solid/icons/trash'
import { createMemo, createSignal, For, Show } from 'solid-js'

import { DiffText } from '../builder/diff-text.tsx'
import { print } from '../builder/json-patch-text.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { CaseDialog } from './case-dialog.tsx'
import { caseCounts, casesOf, missedSteps, resultOf, type TestCase } from './cases.ts'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'

const LIST = '/testCases'

/** Test cases of the rule, each with what came of it. */
export function CaseList() {
  const { t } = useI18n()
  const { rule, evaluation } = usePlayground()
  const cases = createMemo(() => casesOf(rule.get(LIST)))
  const counts = () => caseCounts(rule.get(LIST), evaluation.result())
  const [edited, setEdited] = createSignal<number>()
  const remove = (index: number) =>
    rule.set(
      LIST,
      cases().filter((_, other) => other !== index),
    )
  return (
    <div class={styles['panel']}>
      <Show
        when={cases().length > 0}
        fallback={<p class={styles['note']}>{t('playground.noCases')}</p>}
      >
        <div class={styles['summary']}>
          <span role="status">{t('playground.casesPassed', { ...counts() })}</span>
          <Button size="sm" busy={evaluation.isRunning()} onClick={() => evaluation.run()}>
            {t('playground.runAll')}
          </Button>
        </div>
        <Coverage />
        <ul class={styles['cases']}>
          <For each={cases()}>
            {(one, index) => (
              <CaseItem
                of={one}
                index={index()}
                onEdit={() => setEdited(index())}
                onRemove={() => remove(index())}
              />
            )}
          </For>
        </ul>
      </Show>
      <Show when={!rule.readOnly()}>
        <div class={styles['actions']}>
          <Button size="sm" onClick={() => setEdited(cases().length)}>
            {t('playground.newCase')}
          </Button>
        </div>
      </Show>
      <Show when={edited() !== undefined}>
        <CaseDialog index={edited()} onClose={() => setEdited(undefined)} />
      </Show>
    </div>
  )
}

function Coverage() {
  const { t, format } = useI18n()
  const { evaluation } = usePlayground()
  const coverage = () => evaluation.result()?.coverage
  const missed = () => missedSteps(coverage()?.missed ?? [])
  return (
    <Show when={(coverage()?.steps ?? 0) > 0 && coverage()}>
      {(found) => (
        <p class={styles['hint']}>
          {t('playground.coverage', {
            reached: format.number(found().reached),
            steps: format.number(found().steps),
          })}{' '}
          <Show when={missed().length > 0}>
            {t('playground.missed', {
              names: missed()
                .map((step) => t('playground.stepTitle', { step }))
                .join(', '),
            })}
          </Show>
        </p>
      )}
    </Show>
  )
}

interface CaseItemProps {
  readonly of: TestCase
  readonly index: number
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function CaseItem(props: CaseItemProps) {
  const { t } = useI18n()
  const { rule, evaluation, setInput } = usePlayground()
  const result = () => resultOf(props.of, props.index, evaluation.result())
  const tone = () => (result()?.passed === true ? 'ok' : result() === undefined ? 'neutral' : 'bad')
  const words = { ok: 'passed', bad: 'notPassed', neutral: 'notRun' } as const
  return (
    <li class={styles['case']}>
      <div class={styles['caseHead']}>
        <StatusTag tone={tone()}>{t(`playground.${words[tone()]}`)}</StatusTag>
        <span class={styles['caseName']}>{props.of.name}</span>
        <IconButton
          icon={FlaskConical}
          label={t('playground.tryInput', { name: props.of.name })}
          onClick={() => setInput(print(props.of.input))}
        />
        <Show when={!rule.readOnly()}>
          <IconButton
            icon={Pencil}
            label={t('playground.edit', { name: props.of.name })}
            onClick={() => props.onEdit()}
          />
          <IconButton
            icon={Trash}
            label={t('playground.remove', { name: props.of.name })}
            onClick={() => props.onRemove()}
          />
        </Show>
      </div>
      <Show when={result()?.passed === false && result()}>
        {(failed) => (
          <Show
            when={failed().error?.code === 'output_differs' ? undefined : failed().error}
            fallback={
              <DiffText
                folded
                label={t('playground.expectedActual')}
                before={props.of.expectedOutput}
                after={failed().actual}
              />
            }
          >
            {(error) => <p class={styles['error']}>{error().message}</p>}
          </Show>
        )}
      </Show>
    </li>
  )
}
