import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { For, Show } from 'solid-js'

import type { RuleReport } from '#contract/coverage.ts'

import { useI18n } from '../i18n/index.ts'
import { Icon } from '../ui/icon.tsx'
import { useBuilder } from './builder-context.ts'
import { isUnder } from './pointer.ts'
import { stepIn } from './rule-report.ts'
import styles from './rule-findings.module.css'

/** What the last check says of a rule: what its test cases reach, those that fail, and what looks wrong. */
export function RuleFindings(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const { draft } = useBuilder().store
  const report = () =>
    draft().reports.find(({ pointer, cases }) => pointer === props.pointer && cases.length > 0)
  const warnings = () => draft().warnings.filter(({ pointer }) => isUnder(props.pointer, pointer))
  return (
    <Show when={report() !== undefined || warnings().length > 0}>
      <section class={styles['findings']} aria-label={t('builder.ruleFindings.label')}>
        <Show when={report()}>{(found) => <CoverageLine report={found()} />}</Show>
        <ul class={styles['warnings']}>
          <For each={warnings()}>
            {(warning) => (
              <li>
                <Icon of={TriangleAlert} />
                <p>
                  <span class={styles['place']}>
                    <Place pointer={warning.pointer.slice(props.pointer.length)} />
                  </span>{' '}
                  {warning.message}
                </p>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}

/** Where in the rule: the step and its field, or the pointer itself. */
function Place(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const place = () => stepIn(props.pointer)
  return (
    <Show when={place()} fallback={<code>{props.pointer}</code>}>
      {(at) => <>{t('builder.ruleFindings.place', { ...at() })}</>}
    </Show>
  )
}

function CoverageLine(props: { readonly report: RuleReport }) {
  const { t, format } = useI18n()
  const count = (outcome: RuleReport['cases'][number]['outcome']) =>
    props.report.cases.filter((one) => one.outcome === outcome).length
  const coverage = () => props.report.coverage
  const step = (pointer: string) => ({ step: stepIn(pointer)?.step ?? 0 })
  const below = (pointer: string) => pointer.slice(props.report.pointer.length)
  return (
    <>
      <p class={styles['coverage']}>
        <span data-tone={count('failed') > 0 ? 'bad' : 'ok'}>
          {t('builder.ruleFindings.cases', {
            passed: format.number(count('passed')),
            count: format.number(props.report.cases.length),
          })}
        </span>
        <span>
          {t('builder.ruleFindings.steps', {
            reached: format.number(coverage().reached),
            steps: format.number(coverage().steps),
          })}
        </span>
        <Show when={coverage().conditions > 0}>
          <span>
            {t('builder.ruleFindings.conditions', {
              both: format.number(coverage().bothWays),
              conditions: format.number(coverage().conditions),
            })}
          </span>
        </Show>
      </p>
      <ul class={styles['gaps']}>
        <For each={coverage().missed}>
          {(pointer) => <li>{t('builder.ruleFindings.missed', step(below(pointer)))}</li>}
        </For>
        <For each={coverage().unseen}>
          {({ pointer, value }) => (
            <li>
              {t(
                value ? 'builder.ruleFindings.neverTrue' : 'builder.ruleFindings.neverFalse',
                step(below(pointer)),
              )}
            </li>
          )}
        </For>
        <Show when={count('not_run') > 0}>
          <li>{t('builder.ruleFindings.notRun', { count: format.number(count('not_run')) })}</li>
        </Show>
      </ul>
    </>
  )
}
