import { createSignal, Match, Show, Switch } from 'solid-js'

import { ProblemError } from '../api/problem-error.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { caseCounts } from './cases.ts'
import { CaseDialog } from './case-dialog.tsx'
import { CaseList } from './case-list.tsx'
import { JsonValue } from './json-value.tsx'
import { Pane } from './pane.tsx'
import { usePlayground } from './playground-context.ts'
import styles from './playground.module.css'
import { StepTrace } from './step-trace.tsx'
import { WorkMeter } from './work-meter.tsx'

/** What came of it: the output, each step, the test cases. */
export function OutputPane() {
  const { t } = useI18n()
  const { rule, evaluation } = usePlayground()
  const [tab, setTab] = createSignal('output')
  const result = evaluation.result
  const counts = () => caseCounts(rule.get('/testCases'), result())
  /** A refusal of the rule is marked in the rule. */
  const failure = () => {
    const error = evaluation.error()
    const isOfRule = error instanceof ProblemError && error.issues.length > 0
    return isOfRule ? undefined : error
  }
  return (
    <Pane title={t('playground.output')} tools={<Progress />}>
      <Show when={failure()}>
        {(error) => (
          <div class={styles['foot']}>
            <ErrorBanner error={error()} title={t('playground.failed')} onRetry={evaluation.run} />
          </div>
        )}
      </Show>
      <div class={styles['tabs']}>
        <Tabs
          label={t('playground.output')}
          value={tab()}
          onChange={setTab}
          tabs={[
            { value: 'output', label: t('playground.output'), content: () => <Output /> },
            {
              value: 'steps',
              label: t('playground.steps'),
              badge: String(result()?.steps.length ?? 0),
              content: () => <StepTrace />,
            },
            {
              value: 'cases',
              label: t('playground.cases'),
              badge: `${counts().passed}/${counts().count}`,
              content: () => <CaseList />,
            },
          ]}
        />
      </div>
      <Show when={(result()?.cost.work ?? 0) > 0 && result()}>
        {(one) => <WorkMeter cost={one().cost} />}
      </Show>
    </Pane>
  )
}

function Progress() {
  const { t } = useI18n()
  const { evaluation, problems } = usePlayground()
  const hasResult = () => evaluation.result() !== undefined || evaluation.error() !== undefined
  return (
    <span role="status">
      <Switch>
        <Match when={evaluation.isRunning()}>
          <StatusTag tone="info">{t('playground.evaluating')}</StatusTag>
        </Match>
        <Match when={evaluation.isStale() && hasResult()}>
          <StatusTag tone="neutral">{t('playground.waiting')}</StatusTag>
        </Match>
        <Match when={problems().length > 0 || evaluation.error() !== undefined}>
          <StatusTag tone="bad">{t('playground.notPassed')}</StatusTag>
        </Match>
        <Match when={hasResult()}>
          <StatusTag tone="ok">{t('playground.evaluated')}</StatusTag>
        </Match>
      </Switch>
    </span>
  )
}

/** The output; after a problem the one from before, dimmed. */
function Output() {
  const { t } = useI18n()
  const { rule, evaluation, problems, lastOutput } = usePlayground()
  const [isMaking, setMaking] = createSignal(false)
  const hasProblem = () => problems().length > 0
  return (
    <div class={styles['panel']}>
      <Show when={hasProblem() && lastOutput() !== undefined}>
        <p class={styles['note']}>{t('playground.kept')}</p>
      </Show>
      <Show
        when={lastOutput() !== undefined}
        fallback={
          <p class={styles['note']}>
            {t(
              evaluation.result() !== undefined && !hasProblem()
                ? 'playground.noValue'
                : 'playground.noOutput',
            )}
          </p>
        }
      >
        <JsonValue
          label={t('playground.output')}
          value={lastOutput()}
          isStale={hasProblem() || evaluation.isStale()}
        />
        <Show when={!rule.readOnly() && !hasProblem() && !evaluation.isStale()}>
          <div class={styles['actions']}>
            <Button size="sm" onClick={() => setMaking(true)}>
              {t('playground.makeCase')}
            </Button>
          </div>
        </Show>
      </Show>
      <Show when={isMaking()}>
        <CaseDialog onClose={() => setMaking(false)} />
      </Show>
    </div>
  )
}
