import type { Message, Outcome, SendingPlan } from '#durable-objects/webhook-delivery-types.ts'

import { deadlineAfter } from '../../lib/deadline.ts'
import { retryAfterMs } from '../resilience/retry-after.ts'
import { type Upstream, UpstreamForbidden } from '../types.ts'
import { type Excerpt, noExcerpt, readExcerpt } from './excerpt.ts'
import { signatures } from './signature.ts'
import { type FoundKeys, type SecretFinder, signingKeys } from './signing-keys.ts'

export interface SendDeps {
  readonly upstream: Pick<Upstream, 'fetch'>
  readonly secrets: SecretFinder
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** One attempt: signed with the secrets as they are now, sent to where it may be sent now. Never rejects. */
export async function sendWebhook(
  message: Message,
  plan: SendingPlan,
  deps: SendDeps,
): Promise<Outcome> {
  const startedAt = deps.now()
  const found = await keysOf(message, plan, deps)
  if (typeof found === 'string') return unsent('secret', found)
  const headers = await headersOf(message, found, startedAt)
  const shown = shownHeaders(headers)
  const failed = (failure: Outcome['failure'], error: string): Outcome => ({
    ...unsent(failure, error),
    headers: shown,
    durationMs: deps.now() - startedAt,
  })
  const limit = deadlineAfter(plan.timeoutMs)
  try {
    const response = await post(message, headers, limit.signal, deps)
    const excerpt = await readExcerpt(response, found.hidden)
    const durationMs = deps.now() - startedAt
    return { ...answered(response, excerpt, startedAt), headers: shown, durationMs }
  } catch (error) {
    if (error instanceof UpstreamForbidden) return failed('forbidden', error.message)
    if (error instanceof Error && error.name === 'TimeoutError')
      return failed('timeout', `No answer within ${plan.timeoutMs / 1_000} s`)
    deps.log('a webhook receiver could not be reached', { id: message.id, error })
    return failed('connection', 'The receiver cannot be reached')
  } finally {
    limit.end()
  }
}

async function keysOf(
  { id, url }: Message,
  { secrets }: SendingPlan,
  deps: SendDeps,
): Promise<FoundKeys | string> {
  try {
    return await signingKeys(secrets, new URL(url).origin, deps.secrets)
  } catch (error) {
    deps.log('a signing secret could not be read', { id, error })
    return 'The secrets cannot be read at the moment'
  }
}

async function headersOf(
  { id, headers, contentType, payload }: Message,
  { keys }: FoundKeys,
  now: number,
): Promise<Headers> {
  const timestamp = Math.floor(now / 1_000)
  const sent = new Headers(headers.map(([name, value]): [string, string] => [name, value]))
  if (contentType !== null) sent.set('content-type', contentType)
  sent.set('webhook-id', id)
  sent.set('webhook-timestamp', String(timestamp))
  sent.set('webhook-signature', await signatures(keys, { id, timestamp, payload }))
  return sent
}

/** No redirect is followed: the receiver is the one that was checked, or none. */
function post(
  { url, payload }: Message,
  headers: Headers,
  signal: AbortSignal,
  { upstream }: SendDeps,
  // oxlint-disable-next-line max-params -- one flat call
): Promise<Response> {
  return upstream.fetch(url, { method: 'POST', headers, body: payload, redirect: 'manual', signal })
}

function answered(
  { status, headers }: Response,
  { body, isCut }: Excerpt,
  now: number,
): Pick<Outcome, 'failure' | 'error' | 'status' | 'retryAfterMs' | 'body' | 'isCut'> {
  const failure = failureOf(status)
  return {
    failure,
    error: failure === undefined ? undefined : wordsOf(failure, status),
    status,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), now),
    body,
    isCut,
  }
}

/** 2xx alone is a delivery; a redirect leads somewhere else, and 410 says never again. */
function failureOf(status: number): 'status' | 'redirect' | 'gone' | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400) return 'redirect'
  return status === 410 ? 'gone' : 'status'
}

function wordsOf(failure: 'status' | 'redirect' | 'gone', status: number): string {
  if (failure === 'redirect') return `It answered ${status}; redirects are not followed`
  return failure === 'gone' ? 'It answered 410: it wants no more' : `It answered ${status}`
}

function unsent(failure: Outcome['failure'], error: string): Outcome {
  return {
    failure,
    error,
    status: undefined,
    retryAfterMs: undefined,
    durationMs: 0,
    headers: [],
    ...noExcerpt,
  }
}

/** As they were sent; a value that lets somebody in is not kept, and no signature that could be sent again. */
function shownHeaders(headers: Headers): Outcome['headers'] {
  return [...headers]
    .filter(([name]) => name !== 'webhook-signature')
    .map(([name, value]) => [name, credential.test(name) ? '…' : value] as const)
}

const credential = /authorization|cookie|token|secret|password|api-?key/i
