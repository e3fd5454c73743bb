import type { Integration } from '#contract/integration-kinds.ts'
import { type Issue, problems } from '#contract/problem.ts'

import { collect } from '../collect-issues.ts'
import type { FailedIntegration, IntegrationResult, RequestContext } from '../context.ts'
import {
  compileExpression,
  type Expression,
  ExpressionError,
  mergeReads,
} from '../expression/index.ts'
import { isTrue } from '../expression/truth.ts'
import { Problem } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { skipped } from '../trace.ts'
import { statusMatcher } from './resilience/status-matcher.ts'
import type { CompiledIntegration } from './types.ts'

/** An integration, with what decides whether it is called and what the answer does without it. */
export interface ComposedIntegration extends CompiledIntegration {
  readonly condition: Expression | undefined
  readonly required: boolean
  readonly default: Expression | undefined
  /** It is called whatever happens, and its answer may go to the caller as it is. */
  readonly isPlain: boolean
  /** Connections that one call of it may need at once. */
  readonly connections: number
}

/** Puts `condition`, `required` and `default` around an integration of any kind. Throws Problem invalid_configuration. */
export function compose(
  config: Integration,
  pointer: string,
  compile: () => CompiledIntegration,
): ComposedIntegration {
  const issues: Issue[] = []
  const part = (source: string | undefined, name: string) =>
    source === undefined
      ? undefined
      : collect(issues, () => compileExpression(source, `${pointer}/${name}`))
  const condition = part(config.condition, 'condition')
  const standIn = part(config.default, 'default')
  const inner = collect(issues, compile)
  if (inner === undefined || issues.length > 0)
    throw new Problem('invalid_configuration', { issues })
  const own = [condition, standIn].filter((expression) => expression !== undefined)
  return {
    ...inner,
    condition,
    required: config.required,
    isPlain: isPlain(config),
    default: standIn,
    connections: 'hedging' in config && config.hedging?.enabled === true ? 2 : 1,
    dependsOn: [
      ...new Set([...inner.dependsOn, ...own.flatMap((expression) => expression.integrations)]),
    ],
    readsRequestBody:
      inner.readsRequestBody || own.some((expression) => expression.readsRequestBody),
    caller: mergeReads([inner, ...own]),
    read: config.required ? inner.read : readOptional(inner, config),
  }
}

export function isPlain(config: Integration): boolean {
  const isBatched = config.type === 'http' && config.supportsBatching?.enabled === true
  return config.required && config.condition === undefined && !isBatched
}

/** What fails an integration that need not succeed: as a required one, a failure status or a failing expression. */
function readOptional(
  inner: CompiledIntegration,
  config: Integration,
): CompiledIntegration['read'] {
  const { id } = config
  const isFailure = statusMatcher('failureStatuses' in config ? config.failureStatuses : [])
  return async (ctx, options) => {
    try {
      const result = await inner.read(ctx, options)
      return isRejection(result) || !isFailure(result.status) ? result : failedBy(id, result)
    } catch (error) {
      return failedExpression(error)
    }
  }
}

function failedBy(id: string, { status, headers }: IntegrationResult): Rejection {
  return reject('upstream_unexpected_status', {
    detail: `Integration ${id} answered ${status}`,
    answered: { status, retryAfter: headers['retry-after'] ?? null },
  })
}

function failedExpression(error: unknown): Rejection {
  if (!(error instanceof ExpressionError)) throw error
  return reject('expression_failed', { detail: error.message, internal: error })
}

/**
 * Calls an integration if its condition holds, and notes in `ctx.integrations` what expressions see of it.
 * A refusal is the answer of the endpoint. Rejects when an expression of a required integration fails.
 */
export async function perform(
  integration: ComposedIntegration,
  ctx: RequestContext,
  call: () => IntegrationResult | Rejection | Promise<IntegrationResult | Rejection>,
): Promise<Rejection | undefined> {
  const { id, condition, required } = integration
  const holds = condition === undefined || (await decided(condition, required, ctx))
  if (holds === false) {
    skipped(ctx, 'integrations', id)
    return undefined
  }
  const result = holds === true ? await call() : holds
  if (!isRejection(result)) ctx.integrations[id] = result
  else if (required) return result
  else {
    ctx.integrations[id] = await without(integration, ctx, result)
    ctx.partial = [...(ctx.partial ?? []), id]
  }
  return undefined
}

async function decided(
  condition: Expression,
  required: boolean,
  ctx: RequestContext,
): Promise<boolean | Rejection> {
  try {
    return isTrue(await condition.evaluate({ ctx }))
  } catch (error) {
    if (required) throw error
    return failedExpression(error)
  }
}

async function without(
  { default: standIn }: ComposedIntegration,
  ctx: RequestContext,
  { code, detail, answered }: Rejection,
): Promise<FailedIntegration> {
  const message = detail ?? problems[code].title
  const error = { code, message, ...(answered && { status: answered.status }) }
  return { error, body: await standIn?.evaluate({ ctx }) }
}
