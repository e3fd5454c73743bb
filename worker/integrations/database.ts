import { type DatabaseIntegration, databaseIntegration } from '#contract/integration-database.ts'
import type { Issue } from '#contract/problem.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { compileExpression, mergeReads } from '../expression/index.ts'
import type { Expression } from '../expression/types.ts'
import type { Kind } from '../kind.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { Problem } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { collect } from '../collect-issues.ts'
import { bindable } from './database/bindable.ts'
import { outgoingOf, resilientConfig } from './database/resilience.ts'
import { statementIssues } from './database/statement-issues.ts'
import { type BoundValue, DatabaseFailure, type Databases } from './database/types.ts'
import { jsonAnswer } from './json-answer.ts'
import { carryOut, compileResilience, type Resilience } from './resilience/index.ts'
import type { Answered, Form, Limits } from './resilience/types.ts'
import { handedOn, readHere } from './stand-ins.ts'
import type { CallOptions, CompiledIntegration, IntegrationDeps } from './types.ts'

/** One statement with bound parameters. See docs/kinds/integrations/database.md. */
export const database = {
  type: 'database',
  title: 'Database',
  config: databaseIntegration,
  compile,
} satisfies Kind<typeof databaseIntegration, IntegrationDeps, CompiledIntegration>

function compile(config: DatabaseIntegration, deps: IntegrationDeps): CompiledIntegration {
  const { plan, resilience } = compileStatement(config, deps)
  const fallback = resilience?.fallback
  const sources = [...plan.parameters, ...(fallback?.sources ?? [])]
  const { other } = deps
  return {
    id: config.id,
    dependsOn: [...new Set(sources.flatMap(({ integrations }) => integrations))],
    alternatives: fallback?.alternatives ?? [],
    hasFallback: fallback !== undefined,
    readsRequestBody: sources.some(({ readsRequestBody }) => readsRequestBody),
    passesRequestBody: false,
    caller: mergeReads(sources),
    read: (ctx, options = {}) =>
      perform({ plan, resilience, ctx, options }, (ask) => ({
        attempt: (_, limits) => ask(limits),
        ...readHere(other, ctx, options),
      })),
    call: (ctx, options = {}) =>
      perform({ plan, resilience, ctx, options }, (ask) => ({
        attempt: async (_, limits) => jsonAnswer(await ask(limits)),
        ...handedOn(other, ctx, options),
      })),
  }
}

interface Plan {
  readonly config: DatabaseIntegration
  readonly databases: Databases
  readonly parameters: readonly Expression[]
}

function compileStatement(config: DatabaseIntegration, deps: IntegrationDeps) {
  const { pointer, databases } = deps
  const issues: Issue[] = statementIssues(config, pointer)
  const parameters = config.parameters.flatMap(
    (source, at) =>
      collect(issues, () => compileExpression(source, `${pointer}/parameters/${at}`)) ?? [],
  )
  const resilience = collect(issues, () => compileResilience(resilientConfig(config), deps))
  const refusal =
    databases === undefined
      ? 'This instance has no databases; name one in DATABASE_BINDINGS'
      : databases.refusal(config.driver, config.connection)
  if (refusal !== undefined) {
    issues.push({ pointer: `${pointer}/connection`, code: 'unknown_connection', message: refusal })
  }
  if (databases === undefined || issues.length > 0)
    throw new Problem('invalid_configuration', { issues })
  const plan: Plan = { config, databases, parameters }
  return { plan, resilience }
}

/** One run of a statement, whatever form its rows are wanted in. */
interface Performance {
  readonly plan: Plan
  readonly resilience: Resilience | undefined
  readonly ctx: RequestContext
  readonly options: CallOptions
}

type Ask = (limits: Limits) => Promise<IntegrationResult | Rejection>

async function perform<T extends Answered>(
  { plan, resilience, ctx, options }: Performance,
  formOf: (ask: Ask) => Form<T>,
): Promise<T | Rejection> {
  const values = await valuesOf(plan.parameters, ctx)
  if (isRejection(values)) return values
  const form = formOf((limits) => ask(plan, values, ctx, limits))
  const outgoing = outgoingOf(plan.config, values)
  return carryOut(resilience, plan.config, { ctx, outgoing, options, form })
}

async function ask(
  { config, databases }: Plan,
  parameters: readonly BoundValue[],
  ctx: RequestContext,
  { limitMs, signal }: Limits,
  // oxlint-disable-next-line max-params -- one flat call
): Promise<IntegrationResult | Rejection> {
  const { id, driver, connection, statement, mode, maxRows, first } = config
  ctx.isSent = true
  const isWrite = mode === 'write'
  const work = databases
    .query({ driver, connection, statement, parameters, isWrite, maxRows, timeoutMs: limitMs })
    .catch((error: unknown) => failure(error, config))
  const result = await withDeadline(untilAborted(work, signal), limitMs)
  if (result === tooLate || result === aborted) {
    ctx.waitUntil(work)
    return late(id)
  }
  if (isRejection(result)) return result
  const body = first ? (result.rows[0] ?? null) : { ...result }
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}

const aborted = Symbol('aborted')

/** Nobody waits for a statement that is not wanted any more; the database ends it by its own time limit. */
function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | typeof aborted> {
  if (signal === undefined) return work
  const abort = new Promise<typeof aborted>((resolve) => {
    if (signal.aborted) resolve(aborted)
    else signal.addEventListener('abort', () => resolve(aborted), { once: true })
  })
  return Promise.race([work, abort])
}

async function valuesOf(
  expressions: readonly Expression[],
  ctx: RequestContext,
): Promise<readonly BoundValue[] | Rejection> {
  const values: BoundValue[] = []
  for (const expression of expressions) {
    const value = bindable(await expression.evaluate({ ctx }))
    if (value === undefined) {
      const detail = 'A value for the database is no text it can hold, or too large'
      const fromUpstream = expression.integrations.length > 0
      return reject(fromUpstream ? 'upstream_invalid_response' : 'malformed_parameter', { detail })
    }
    values.push(value)
  }
  return values
}

/** What the caller may know: neither statement nor data. */
function failure(error: unknown, { id, maxRows }: DatabaseIntegration): Rejection {
  if (!(error instanceof DatabaseFailure)) return reject('database_error', { internal: error })
  const { reason, message, sqlState } = error
  const authorDetail = { database: message, ...(sqlState !== undefined && { sqlState }) }
  const more = { authorDetail, internal: authorDetail }
  switch (reason) {
    case 'timeout':
      return { ...late(id), ...more }
    case 'too-many-rows':
      return reject('database_error', { detail: `Integration ${id} found over ${maxRows} rows` })
    case 'unreachable':
      return reject('database_unreachable', {
        detail: `Integration ${id} got no connection`,
        ...more,
      })
    case 'refused':
      return reject('database_error', { detail: `The database refused integration ${id}`, ...more })
  }
}

function late(id: string): Rejection {
  return reject('database_timeout', { detail: `Integration ${id} took too long` })
}
