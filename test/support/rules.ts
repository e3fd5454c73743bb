import { env } from 'cloudflare:workers'

import type { Transformation } from '#contract/transformation.ts'
import { compileRuleSchema } from '#worker/compile.ts'
import { createSandbox } from '#worker/platform/sandbox/index.ts'
import { Problem } from '#worker/problem.ts'
import { isRejection } from '#worker/rejection.ts'
import { transform } from '#worker/transform/index.ts'

import { contextOf } from '../worker/expression/context.ts'

type Step = Record<string, unknown>

/** A rule of steps, compiled as the gateway does. */
export function ruleOf(
  type: Transformation['type'],
  rules: readonly Step[],
  more: Record<string, unknown> = {},
) {
  const own = { sandbox: createSandbox({ ...env }), owner: 'test' }
  const deps = { pointer: '/transformations/0', compileSchema: compileRuleSchema, ...own }
  return transform.compile(type, { id: 'shape', type, rules, ...more }, deps)
}

/** What a rule makes of a document. Throws what a caller would read. */
export async function applied(rule: ReturnType<typeof ruleOf>, body: unknown): Promise<unknown> {
  const answer = await rule.apply(body, contextOf({ variables: { salt: 'pepper' } }))
  if (isRejection(answer)) throw new Error(answer.detail)
  return answer.body
}

/** What is wrong with a rule, as `pointer code`. */
export function problemsOf(...given: Parameters<typeof ruleOf>): string[] {
  try {
    ruleOf(...given)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return (error.options.issues ?? []).map(
      ({ pointer, code }) => `${pointer.replace('/transformations/0', '')} ${code}`,
    )
  }
}
