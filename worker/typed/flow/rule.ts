import type { Transformation } from '#contract/transformation.ts'

import type { CheckPurse } from '../infer.ts'
import { meet } from '../meet.ts'
import { type Reading, typeOfSchema } from '../schema/read.ts'
import type { Surroundings } from '../scope.ts'
import { excludes, itemsOf, kinds, listOf, type Type } from '../type.ts'
import { inWords } from '../words.ts'
import { type Mismatch, mismatch } from './mismatch.ts'
import { parseTarget } from '../../transform/target.ts'
import { afterStep, type Placed } from './step.ts'

export interface RuleSite {
  readonly pointer: string
  /** What the rule gets as far as that is known, when it has no inputSchema. */
  readonly input: Type
  readonly around: Surroundings
  readonly purse: CheckPurse
  readonly reading: Reading
}

/** What the types say of a rule, and what it gives. */
export interface RuleTypes {
  readonly output: Type
  readonly found: readonly Placed[]
}

export function typesOfRule(rule: Transformation, site: RuleSite): RuleTypes {
  const found: Placed[] = []
  const input = inputOf(rule, site, found)
  const start = rule.each === true ? itemsOf(input) : input
  const after: Type[] = []
  const type = rule.rules.reduce((body, step, at) => {
    const pointer = `${site.pointer}/rules/${at}`
    const next = afterStep(step, body, { ...site, type: rule.type, pointer, found })
    after.push(next)
    return next
  }, start)
  const output = rule.each === true ? listOf(type) : type
  return { output: outputOf(rule, output, site, found), found }
}

function inputOf(
  rule: Transformation,
  { input, pointer, reading }: RuleSite,
  found: Placed[],
): Type {
  const { inputSchema } = rule
  const wanted = inputSchema === undefined ? input : typeOfSchema(inputSchema, reading)
  const wrong = inputSchema === undefined ? undefined : mismatch(input, wanted)
  if (wrong !== undefined)
    found.push(
      refusal(
        `${pointer}/inputSchema`,
        `What the rule gets never satisfies inputSchema: ${wrong.message}`,
      ),
    )
  if (rule.each === true && excludes(wanted, kinds.list))
    found.push(
      refusal(`${pointer}/each`, `The document is ${inWords(wanted)}, and each needs a list`),
    )
  return wanted
}

function outputOf(
  rule: Transformation,
  output: Type,
  { pointer, reading }: RuleSite,
  found: Placed[],
): Type {
  const { outputSchema } = rule
  if (outputSchema === undefined) return output
  const wanted = typeOfSchema(outputSchema, reading)
  const wrong = mismatch(output, wanted)
  if (wrong !== undefined) {
    const writer = rule.each === true ? undefined : writerOf(rule, wrong)
    const where = writer === undefined ? 'outputSchema' : `rules/${writer}`
    found.push(
      refusal(`${pointer}/${where}`, `The result never satisfies outputSchema: ${wrong.message}`),
    )
  }
  const both = meet(output, wanted)
  return both.kinds === 0 ? wanted : both
}

/** The last step that writes just there. */
function writerOf({ rules }: Transformation, { path }: Mismatch): number | undefined {
  if (path.length === 0) return undefined
  const at = rules.findLastIndex(({ target }) => {
    const parsed = parseTarget(target)
    return (
      'path' in parsed &&
      parsed.path.length === path.length &&
      parsed.path.every((token, i) => token === path[i])
    )
  })
  return at === -1 ? undefined : at
}

function refusal(pointer: string, message: string): Placed {
  return { pointer, code: 'impossible_type', message, severity: 'error', position: undefined }
}
