import type { Transformation } from '#contract/transformation.ts'
import type { JsonSchema } from '#contract/validation.ts'

import type { CheckPurse } from '../infer.ts'
import { join } from '../join.ts'
import { type Reading, typeOfSchema } from '../schema/read.ts'
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
  readonly variables: Type
  /** Of the body of requests, when it is validated. */
  readonly bodySchema: JsonSchema | undefined
}

/**
 * What the types say of rules that run one after the other, those of each phase apart. Schemas are read twice:
 * what is only wrong as their authors mean them is a warning.
 */
export function typesOfRules(rules: readonly PlacedRule[], given: Given): Placed[] {
  const exact = found(rules, given, 'exact')
  const meant = found(rules, given, 'meant').map((one) => ({
    ...one,
    severity: 'warning' as const,
  }))
  const known = new Set(exact.map(placeOf))
  const all = [...exact, ...meant.filter((one) => !known.has(placeOf(one)))]
  const order = new Intl.Collator('en', { numeric: true })
  return all.sort(
    (a, b) => order.compare(a.pointer, b.pointer) || (a.position ?? 0) - (b.position ?? 0),
  )
}

function placeOf({ pointer, position, code }: Placed): string {
  return `${pointer} ${position} ${code}`
}

function found(
  rules: readonly PlacedRule[],
  { variables, bodySchema }: Given,
  reading: Reading,
): Placed[] {
  const purse: CheckPurse = { left: checkWork }
  const requestBody = bodySchema === undefined ? anything : typeOfSchema(bodySchema, reading)
  const around = { variables, requestBody }
  const phases = ['request', 'response'] as const
  return phases.flatMap((phase) => {
    const own = rules.filter(({ rule }) => rule === undefined || rule.phase === phase)
    let input = phase === 'request' ? requestBody : anything
    return own.flatMap(({ rule, pointer }) => {
      if (rule === undefined) {
        input = anything
        return []
      }
      const types = typesOfRule(rule, { pointer, input, around, purse, reading })
      input = phase === 'response' ? asRecords(rule, types.output) : types.output
      return types.found
    })
  })
}

/** A rule that goes through a list gives the records of a stream one by one. */
function asRecords({ type, each }: Transformation, output: Type): Type {
  return type === 'filter' || each === true ? join(output, itemsOf(output)) : output
}
