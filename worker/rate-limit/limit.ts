import { compileExpression, type Expression } from '../expression/index.ts'
import { Problem } from '../problem.ts'
import { termsOf } from './headers.ts'
import { compileKey } from './subject.ts'
import type { CompiledLimit, Policy, RateLimitDeps, Terms } from './types.ts'

/** No expression makes a request dearer than the largest limit. */
const highestCost = 1_000_000_000

/** What a limit and a quota have in common. */
export interface LimitConfig {
  readonly name: string
  readonly mode: CompiledLimit['mode']
  readonly countBy: CompiledLimit['countBy']
  readonly key?: string | undefined
  readonly cost?: string | undefined
  readonly policy: Policy
  readonly overrides: readonly { readonly consumer: string; readonly policy: Policy }[]
}

/** Throws Problem invalid_configuration. */
export function compileLimit(config: LimitConfig, deps: RateLimitDeps): CompiledLimit {
  const { name, mode, countBy, policy } = config
  const { pointer, endpointId } = deps
  return {
    name,
    mode,
    countBy,
    keyOf: compileKey({ endpointId, name, countBy, expression: keyExpression(config, pointer) }),
    termsOf: compileTerms(termsOf(name, policy), config, pointer),
    costOf: config.cost === undefined ? undefined : compileCost(config.cost, `${pointer}/cost`),
  }
}

function keyExpression({ countBy, key }: LimitConfig, pointer: string): Expression | undefined {
  if (countBy === 'expression' && key === undefined)
    throw invalid(`${pointer}/key`, 'required', 'Write what to count by, such as request.params.id')
  if (countBy !== 'expression' && key !== undefined)
    throw invalid(`${pointer}/key`, 'unused', 'Remove the expression, or count by "expression"')
  return key === undefined ? undefined : early(key, `${pointer}/key`)
}

function compileTerms(
  terms: Terms,
  { name, overrides }: LimitConfig,
  pointer: string,
): CompiledLimit['termsOf'] {
  if (overrides.length === 0) return () => terms
  const byConsumer = new Map<string, Terms>()
  for (const [at, { consumer, policy }] of overrides.entries()) {
    const where = `${pointer}/overrides/${at}/consumer`
    if (byConsumer.has(consumer))
      throw invalid(
        where,
        'duplicate_consumer',
        `${consumer} has a limit above; write another consumer`,
      )
    byConsumer.set(consumer, termsOf(name, policy))
  }
  return ({ principal }) =>
    principal === undefined ? terms : (byConsumer.get(principal.id) ?? terms)
}

function compileCost(source: string, pointer: string): CompiledLimit['costOf'] {
  const expression = early(source, pointer)
  return (ctx) => {
    const value = expression.evaluate({ ctx })
    return value instanceof Promise ? value.then(costOf) : costOf(value)
  }
}

/** Never below 1, or a caller could pass for nothing. */
function costOf(value: unknown): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return 1
  return Math.max(1, Math.min(Math.ceil(value), highestCost))
}

/** Limits come before integrations, and before the body is read: a caller over the limit must not cost that. */
function early(source: string, pointer: string): Expression {
  const expression = compileExpression(source, pointer)
  const [integration] = expression.integrations
  const later = integration ?? (expression.readsRequestBody ? 'the body' : undefined)
  if (later === undefined) return expression
  throw invalid(
    pointer,
    'not_yet_known',
    `Limits are checked before ${later} is read; use principal, variables, or request.query, .params, .headers, .path or .method`,
  )
}

export function invalid(pointer: string, code: string, message: string): Problem {
  return new Problem('invalid_configuration', { issues: [{ pointer, code, message }] })
}
