import type { Transformation } from '#contract/transformation.ts'

import type { CheckPurse } from '../infer.ts'
import { join } from '../join.ts'
import type { Surroundings } from '../scope.ts'
import { anything, itemsOf, type Type } from '../type.ts'
import { typesOfRule } from './rule.ts'
import type { Placed } from './step.ts'

/** Units of work of one check: a node of an expression costs one, and an eighth of the size of its type. */
const checkWork = 300_000

/** A rule and its place; without a rule: one that cannot be read, which may give anything. */
export interface PlacedRule {
  readonly rule: Transformation | undefined
  readonly pointer: string
}

export interface Given {
  readonly around: Surroundings
  /** What the first rule of phase `request` gets. */
  readonly requestBody: Type
}

/** What the types say of rules that run one after the other, those of each phase apart. */
export function typesOfRules(rules: readonly PlacedRule[], given: Given): Placed[] {
  const purse: CheckPurse = { left: checkWork }
  const phases = ['request', 'response'] as const
  return phases.flatMap((phase) => {
    const own = rules.filter(({ rule }) => rule === undefined || rule.phase === phase)
    let input = phase === 'request' ? given.requestBody : anything
    return own.flatMap(({ rule, pointer }) => {
      if (rule === undefined) {
        input = anything
        return []
      }
      const { output, found } = typesOfRule(rule, { pointer, input, around: given.around, purse })
      input = phase === 'response' ? asRecords(rule, output) : output
      return found
    })
  })
}

/** A rule that goes through a list gives the records of a stream one by one. */
function asRecords({ type, each }: Transformation, output: Type): Type {
  return type === 'filter' || each === true ? join(output, itemsOf(output)) : output
}
