import { type DatabaseIntegration, databaseIntegration } from '#contract/integration-database.ts'
import type { Issue } from '#contract/problem.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { compileExpression } from '../expression/index.ts'
import type { Expression } from '../expression/types.ts'
import type { Kind } from '../kind.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { Problem } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { collect } from './collect-issues.ts'
import { bindable } from './database/bindable.ts'
import { statementIssues } from './database/statement-issues.ts'
import { type BoundValue, DatabaseFailure, type Databases } from './database/types.ts'
import { jsonResponse } from './json-response.ts'
import type { CompiledIntegration, IntegrationDeps } from './types.ts'

/** One statement with bound parameters. See docs/kinds/integrations/database.md. */
export const database = {
  type: 'database',
  title: 'Database',
  config: databaseIntegration,
  compile,
} satisfies Kind<typeof databaseIntegration, IntegrationDeps, CompiledIntegration>

function compile(config: DatabaseIntegration, deps: IntegrationDeps): CompiledIntegration {
  const plan = compileStatement(config, deps)
  const read: CompiledIntegration['read'] = (ctx) => run(plan, ctx)
  return {
    id: config.id,
    dependsOn: [...new Set(plan.parameters.flatMap(({ integrations }) => integrations))],
    readsRequestBody: plan.parameters.some(({ readsRequestBody }) => readsRequestBody),
    passesRequestBody: false,
    read,
    async call(ctx) {
      const result = await read(ctx)
      return isRejection(result) ? result : jsonResponse(result)
    },
  }
}

interface Plan {
  readonly config: DatabaseIntegration
  readonly databases: Databases
  readonly parameters: readonly Expression[]
}

function compileStatement(config: DatabaseIntegration, deps: IntegrationDeps): Plan {
  const { pointer, databases } = deps
  const issues: Issue[] = statementIssues(config, pointer)
  const parameters = config.parameters.flatMap(
    (source, at) =>
      collect(issues, () => compileExpression(source, `${pointer}/parameters/${at}`)) ?? [],
  )
  const refusal =
    databases === undefined
      ? 'This instance has no databases; name one in DATABASE_BINDINGS'
      : databases.refusal(config.driver, config.connection)
  if (refusal !== undefined) {
    issues.push({ pointer: `${pointer}/connection`, code: 'unknown_connection', message: refusal })
  }
  if (databases === undefined || issues.length > 0)
    throw new Problem('invalid_configuration', { issues })
  return { config, databases, parameters }
}

async function run(plan: Plan, ctx: RequestContext): Promise<IntegrationResult | Rejection> {
  const { id, driver, connection, statement, mode, maxRows, timeout, first } = plan.config
  const parameters = await valuesOf(plan.parameters, ctx)
  if (isRejection(parameters)) return parameters
  ctx.isSent = true
  const isWrite = mode === 'write'
  const work = plan.databases
    .query({ driver, connection, statement, parameters, isWrite, maxRows, timeoutMs: timeout })
    .catch((error: unknown) => failure(error, plan.config))
  const result = await withDeadline(work, timeout)
  if (result === tooLate) {
    ctx.waitUntil(work)
    return late(id)
  }
  if (isRejection(result)) return result
  const body = first ? (result.rows[0] ?? null) : { ...result }
  return { status: 200, headers: {}, body }
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
      return reject('database_error', { detail: `Integration ${id} got no connection`, ...more })
    case 'refused':
      return reject('database_error', { detail: `The database refused integration ${id}`, ...more })
  }
}

function late(id: string): Rejection {
  return reject('database_timeout', { detail: `Integration ${id} took too long` })
}
