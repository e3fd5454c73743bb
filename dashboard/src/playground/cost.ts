import type { EvaluationResult } from '#contract/transformation-routes.ts'

export type CostWord = 'light' | 'moderate' | 'heavy' | 'edge'

/** How much of the work that one evaluation may do was done, from 0 to 1. */
export const shareOf = ({ work, maxWork }: EvaluationResult['cost']): number =>
  maxWork > 0 ? Math.min(1, work / maxWork) : 0

/** Cost in a word: up to a tenth of the limit, up to half, up to nine tenths, beyond. */
export function costWord(cost: EvaluationResult['cost']): CostWord {
  const share = shareOf(cost)
  if (share <= 0.1) return 'light'
  if (share <= 0.5) return 'moderate'
  return share <= 0.9 ? 'heavy' : 'edge'
}
