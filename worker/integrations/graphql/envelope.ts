import { isRecord } from '#contract/is-record.ts'
import type { GraphqlIntegration } from '#contract/integration-graphql.ts'

import type { IntegrationResult } from '../../context.ts'
import { reject, type Rejection } from '../../rejection.ts'

/**
 * The data of a GraphQL answer (GraphQL over HTTP, section 6), or why there is none. What the server wrote
 * about its errors is for log and trace only: it may name tables, hosts and other people's data.
 */
export function unwrap(answer: IntegrationResult, config: Config): IntegrationResult | Rejection {
  const { headers, body } = answer
  const unanswered = transportFault(answer, config.id)
  if (unanswered !== undefined) return unanswered
  if (!isRecord(body)) return unusable('is no object')
  const { data, errors = [] } = body
  if (!Array.isArray(errors)) return unusable('has no list of errors')
  const list: readonly unknown[] = errors
  if (!isRecord(data) && list.length === 0) return unusable('has no data')
  const result = { status: 200, headers, body: data }
  if (list.length === 0 && isSuccess(answer)) return result
  return isRecord(data) && isSuccess(answer) && config.partialData === 'allow'
    ? { ...result, errors: list.slice(0, maxErrors) }
    : refused(list, answer, config)
}

type Config = Pick<GraphqlIntegration, 'id' | 'partialData' | 'failureCodes'>

/** Why the body is no word of the GraphQL service, told by status and media type. */
function transportFault(answer: IntegrationResult, id: string): Rejection | undefined {
  const type = answer.headers['content-type'] ?? ''
  if (graphqlJson.test(type)) return undefined
  // application/json with another status may come from anything in between, so it says nothing.
  if (!isSuccess(answer)) {
    const detail = `Integration ${id} answered ${answer.status}`
    return reject('upstream_unexpected_status', { detail, answered: answeredOf(answer) })
  }
  return plainJson.test(type) ? undefined : unusable('has another content type')
}

function isSuccess({ status }: IntegrationResult): boolean {
  return status >= 200 && status < 300
}

const graphqlJson = /^\s*application\/graphql-response\+json\s*(?:;|$)/i
const plainJson = /^\s*application\/json\s*(?:;|$)/i

/** Of an endless list of errors, what helps. */
const maxErrors = 50
const maxMessages = 5

function unusable(what: string): Rejection {
  return reject('upstream_invalid_response', { detail: `The GraphQL answer ${what}` })
}

function answeredOf({ status, headers }: IntegrationResult) {
  return { status, retryAfter: headers['retry-after'] ?? null }
}

/** What went wrong, for retry and breaker: a code that counts as a failure of the service. */
function failedOf(errors: readonly unknown[], codes: readonly string[]): string | undefined {
  const found = errors.map(codeOf)
  return codes.includes('*')
    ? (found.find((code) => code !== undefined) ?? 'graphql-error')
    : found.find((code) => code !== undefined && codes.includes(code))
}

/** By convention of the servers; the specification leaves it open (section 7.1.2, extensions). */
function codeOf(error: unknown): string | undefined {
  const extensions = isRecord(error) ? error['extensions'] : undefined
  const code = isRecord(extensions) ? extensions['code'] : undefined
  return typeof code === 'string' ? code.slice(0, 64) : undefined
}

function refused(
  errors: readonly unknown[],
  answer: IntegrationResult,
  { id, failureCodes }: Config,
): Rejection {
  const messages = errors.slice(0, maxMessages).map(messageOf)
  const authorDetail = { errors: messages }
  return reject('upstream_graphql_error', {
    detail: `Integration ${id} answered with errors`,
    answered: { ...answeredOf(answer), failed: failedOf(errors, failureCodes) },
    authorDetail,
    internal: authorDetail,
  })
}

function messageOf(error: unknown): unknown {
  if (!isRecord(error)) return {}
  const { message, path } = error
  return {
    message: typeof message === 'string' ? message.slice(0, 500) : '',
    ...(Array.isArray(path) && { path: path.slice(0, 20).join('.') }),
  }
}
