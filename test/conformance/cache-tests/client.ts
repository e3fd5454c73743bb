import { randomUUID } from 'node:crypto'

import { checkAnswer, checkSeen, Failure } from './checks.ts'
import type { Seen, SuiteOrigin } from './origin.ts'
import { headerOf, type SuiteCase, type SuiteRequest } from './suite.ts'

const pauseMs = 3_000
const timeoutMs = 10_000

/** What an answer was, once its body is read. */
export interface Received {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Undefined: the case holds. */
export type CaseResult = Failure | undefined

/** Runs one case against the cache at `url`; both sides of it are ours. */
export async function runCase(
  one: SuiteCase,
  url: string,
  origin: SuiteOrigin,
): Promise<CaseResult> {
  const token = randomUUID()
  const seen: Seen[] = []
  origin.cases.set(token, { requests: one.requests, seen })
  const received: Received[] = []
  try {
    for (const [at, request] of one.requests.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- the requests of a case build on each other
      const answer = await send(
        { one, request, at, before: received[at - 1] },
        `${url}/test/${token}`,
      )
      received.push(answer)
      checkAnswer(request, at + 1, answer, token)
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (request.pause_after !== undefined) await pause(pauseMs)
    }
    checkSeen(one.requests, received, seen)
    return undefined
  } catch (error) {
    return error instanceof Failure ? error : new Failure(false, String(error))
  } finally {
    origin.cases.delete(token)
  }
}

interface Step {
  readonly one: SuiteCase
  readonly request: SuiteRequest
  readonly at: number
  readonly before: Received | undefined
}

async function send(step: Step, base: string): Promise<Received> {
  const { request } = step
  const file = request.filename === undefined ? '' : `/${request.filename}`
  const query = request.query_arg === undefined ? '' : `?${request.query_arg}`
  const response = await fetch(`${base}${file}${query}`, {
    method: request.request_method ?? 'GET',
    headers: headersOf(step),
    body: request.request_body ?? null,
    redirect: request.redirect ?? 'follow',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** Cache-Control and Pragma of no meaning keep the client from sending ones of its own. */
function headersOf({ one, request, at, before }: Step): [string, string][] {
  const now = Number(before?.headers.get('server-now') ?? Date.now())
  const own = (request.request_headers ?? []).map((header): [string, string] => {
    const isDate = request.magic_ims === true || typeof header[1] === 'number'
    const [name, value] = isDate
      ? headerOf(header, request, { now, url: '' })
      : [header[0], String(header[1])]
    return [name, value]
  })
  return [
    ['Pragma', 'foo'],
    ['Cache-Control', 'nothing-to-see-here'],
    ...own,
    ['Test-ID', one.id],
    ['Req-Num', String(at + 1)],
  ]
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
