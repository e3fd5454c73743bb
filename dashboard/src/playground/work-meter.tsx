import type { EvaluationResult } from '#contract/transformation-routes.ts'

import { useI18n } from '../i18n/index.ts'
import { costWord, shareOf } from './cost.ts'
import styles from './playground.module.css'

/** What the last evaluation cost, in words and as a bar up to the limit. */
export function WorkMeter(props: { readonly cost: EvaluationResult['cost'] }) {
  const { t, format } = useI18n()
  const units = () =>
    t('playground.workOf', {
      work: format.number(props.cost.work),
      max: format.number(props.cost.maxWork),
    })
  return (
    <div class={styles['work']}>
      <span>
        {t(`playground.cost.${costWord(props.cost)}`)} · {units()} ·{' '}
        {t('playground.outputSize', { size: format.bytes(props.cost.outputBytes) })}
      </span>
      <div
        class={styles['meter']}
        role="meter"
        aria-label={t('playground.work')}
        aria-valuemin={0}
        aria-valuemax={props.cost.maxWork}
        aria-valuenow={Math.min(props.cost.work, props.cost.maxWork)}
        aria-valuetext={units()}
        data-cost={costWord(props.cost)}
      >
        <span style={{ width: `${shareOf(props.cost) * 100}%` }} />
      </div>
    </div>
  )
}
