import type { EvaluationError } from '#contract/transformation-routes.ts'
import type { Transformation } from '#contract/transformation.ts'

import type { TestedRule } from '../transform/test-cases.ts'
import {
  anything,
  inferExpression,
  type Placed,
  scopeType,
  typesOfRules,
  unknownSurroundings,
} from '../typed/index.ts'

/** What the types say of rules that are tried: nothing is known of their endpoint. */
export function typesOfTested(
  tested: readonly Pick<TestedRule<Transformation>, 'config' | 'pointer'>[],
): EvaluationError[] {
  const rules = tested.map(({ config, pointer }) => ({ rule: config, pointer }))
  const found = typesOfRules(rules, { variables: anything, bodySchema: undefined })
  return found.map((one) => ({ ...warningOf(one), ...placeOf(one.pointer, tested) }))
}

/** The same of one expression over a document of which nothing is known. */
export function typesOfExpression(source: string): EvaluationError[] {
  const scope = scopeType(anything, unknownSurroundings)
  const { findings } = inferExpression(source, {
    scope,
    purse: { left: expressionWork },
    isOfDocument: true,
  })
  return findings.map((finding) => warningOf({ ...finding, pointer: '/expression' }))
}

const expressionWork = 50_000

function warningOf({ code, message, pointer, position, severity }: Placed): EvaluationError {
  return { code, message, pointer, severity, ...(position !== undefined && { position }) }
}

/** The rule a pointer leads into, and its step. */
function placeOf(
  pointer: string,
  tested: readonly Pick<TestedRule<Transformation>, 'config' | 'pointer'>[],
): Pick<EvaluationError, 'rule' | 'step'> {
  const owner = tested.find((rule) => `${pointer}/`.startsWith(`${rule.pointer}/`))
  if (owner === undefined) return {}
  const step = /^\/rules\/(\d+)/.exec(pointer.slice(owner.pointer.length))?.[1]
  return { rule: owner.config.id, ...(step !== undefined && { step: Number(step) }) }
}
