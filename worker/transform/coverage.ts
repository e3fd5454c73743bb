import type { Coverage } from '#contract/coverage.ts'
import type { TransformationStep } from '#contract/transformation.ts'

import type { StepNote } from './types.ts'

/** Collects what test cases reach of rules. */
export class CoverageNotes {
  private readonly steps: { readonly pointer: string; readonly isConditional: boolean }[] = []
  private readonly applied = new Set<string>()
  private readonly skipped = new Set<string>()

  /** Makes the steps of a rule count. */
  add(pointer: string, steps: readonly TransformationStep[]): void {
    for (const [at, { condition }] of steps.entries())
      this.steps.push({ pointer: `${pointer}/rules/${at}`, isConditional: Boolean(condition) })
  }

  note(pointer: string, { index, outcome }: Pick<StepNote, 'index' | 'outcome'>): void {
    if (outcome === 'applied') this.applied.add(`${pointer}/rules/${index}`)
    if (outcome === 'skipped') this.skipped.add(`${pointer}/rules/${index}`)
  }

  report(): Coverage {
    const missed = this.steps.filter(({ pointer }) => !this.applied.has(pointer))
    const conditional = this.steps.filter(({ isConditional }) => isConditional)
    const never = (seen: ReadonlySet<string>, value: boolean) =>
      conditional
        .filter(({ pointer }) => !seen.has(pointer))
        .map(({ pointer }) => ({ pointer: `${pointer}/condition`, value }))
    const isBoth = (pointer: string) => this.applied.has(pointer) && this.skipped.has(pointer)
    return {
      steps: this.steps.length,
      reached: this.steps.length - missed.length,
      missed: missed.map(({ pointer }) => pointer),
      conditions: conditional.length,
      bothWays: conditional.filter(({ pointer }) => isBoth(pointer)).length,
      unseen: [...never(this.applied, true), ...never(this.skipped, false)],
    }
  }
}
