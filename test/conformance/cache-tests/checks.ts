import type { Received } from './client.ts'
import type { Seen } from './origin.ts'
import { headerOf, type SuiteRequest } from './suite.ts'

/** Why a case does not hold. `isSetup`: what it builds on did not happen, so it says nothing of the cache. */
export class Failure extends Error {
  readonly isSetup: boolean

  constructor(isSetup: boolean, message: string) {
    super(message)
    this.isSetup = isSetup
  }
}

/** Whether this part of a request only prepares what the case is about. */
export function isSetup(request: SuiteRequest, part: string): boolean {
  return request.setup === true || request.setup_tests?.includes(part) === true
}

function assert(isSetup: boolean, holds: boolean, message: string): asserts holds {
  if (!holds) throw new Failure(isSetup, message)
}

/** What a client sees of an answer; `number` from 1. */
export function checkAnswer(
  request: SuiteRequest,
  number: number,
  answer: Received,
  token: string,
  // oxlint-disable-next-line max-params -- one caller
): void {
  const numbers = answer.headers.get('request-numbers')?.split(' ') ?? []
  assert(true, numbers.length === new Set(numbers).size, 'the cache asked twice')
  checkType(request, number, answer)
  checkStatus(request, number, answer)
  for (const expected of request.expected_response_headers ?? [])
    checkPresent(request, answer, expected)
  for (const unexpected of request.expected_response_headers_missing ?? []) {
    if (typeof unexpected !== 'string') continue
    const isMissing = !answer.headers.has(unexpected)
    assert(isSetup(request, 'expected_response_headers_missing'), isMissing, `has ${unexpected}`)
  }
  const interim = request.expected_interim_responses ?? []
  assert(isSetup(request, 'expected_interim_responses'), interim.length === 0, 'no interim answer')
  checkBody(request, answer, token)
}

function checkType(request: SuiteRequest, number: number, answer: Received): void {
  const count = Number.parseInt(answer.headers.get('server-request-count') ?? '', 10)
  const setup = isSetup(request, 'expected_type')
  if (request.expected_type === 'cached' && !(answer.status === 304 && Number.isNaN(count)))
    assert(setup, count < number, `answer ${number} does not come from the cache`)
  if (request.expected_type === 'not_cached')
    assert(setup, count === number, `answer ${number} comes from the cache`)
}

function checkStatus(request: SuiteRequest, number: number, { status }: Received): void {
  const message = `answer ${number} has the status ${status}`
  if (request.expected_status !== undefined) {
    if (request.expected_status === null) return
    assert(isSetup(request, 'expected_status'), status === request.expected_status, message)
  } else if (request.response_status !== undefined) {
    assert(true, status === request.response_status[0], message)
  } else if (status === 599) {
    assert(isSetup(request, 'expected_type'), false, `request ${number} was not conditional`)
  } else assert(true, status === 200, message)
}

function checkPresent(
  request: SuiteRequest,
  { headers }: Received,
  expected: string | readonly (string | number)[],
): void {
  const setup = isSetup(request, 'expected_response_headers')
  const [name = '', second, third] =
    typeof expected === 'string' ? [expected] : expected.map((part) => part)
  const value = headers.get(String(name))
  if (second === undefined) return assert(setup, value !== null, `no ${name}`)
  if (third !== undefined) {
    const holds =
      second === '='
        ? value === headers.get(String(third))
        : Number.parseInt(value ?? '', 10) > Number(third)
    return assert(setup, holds, `${name} is ${value}, not ${second} ${third}`)
  }
  const base = {
    now: Number(headers.get('server-now')),
    url: headers.get('server-base-url') ?? '',
  }
  const [, wanted] = headerOf([String(name), second], request, base)
  return assert(setup, value === wanted, `${name} is ${value}, not ${wanted}`)
}

function checkBody(request: SuiteRequest, { status, text }: Received, token: string): void {
  if (request.check_body === false) return
  if (request.expected_response_text !== undefined) {
    const { expected_response_text: wanted } = request
    const setup = isSetup(request, 'expected_response_text')
    if (wanted !== null) assert(setup, text === wanted, `the body is "${text}"`)
  } else if (request.response_body !== undefined && request.response_body !== null) {
    assert(true, text === request.response_body, `the body is "${text}"`)
  } else if (status !== 204 && status !== 304 && request.request_method !== 'HEAD') {
    assert(true, text === token, `the body is "${text}"`)
  }
}

/** What the origin saw of the requests that had to reach it. */
export function checkSeen(
  requests: readonly SuiteRequest[],
  answers: readonly Received[],
  seen: readonly Seen[],
): void {
  let at = 0
  for (const [index, request] of requests.entries()) {
    if (request.expected_type === 'cached') continue
    const came = seen[at]
    at += 1
    checkArrival(request, index + 1, came)
    for (const [name, value] of came?.answered ?? []) {
      const got = answers[index]?.headers.get(name) ?? null
      const isFree = name.toLowerCase() === 'date'
      assert(true, isFree || got === value, `${name} is "${got}", not "${value}"`)
    }
  }
}

function checkArrival(request: SuiteRequest, number: number, came: Seen | undefined): void {
  const type = request.expected_type
  const setup = isSetup(request, 'expected_type')
  if (type === 'not_cached') assert(setup, came?.number === number, 'came from the cache')
  if (type === 'etag_validated') checkSent(setup, came, 'if-none-match')
  if (type === 'lm_validated') checkSent(setup, came, 'if-modified-since')
  for (const expected of request.expected_request_headers ?? [])
    checkSent(isSetup(request, 'expected_request_headers'), came, expected)
  const { expected_method: method } = request
  const holds = method === undefined || came?.method === method
  assert(isSetup(request, 'expected_method'), holds, `the method is ${came?.method}`)
}

function checkSent(
  setup: boolean,
  came: Seen | undefined,
  expected: string | readonly [string, string],
): void {
  const [name, wanted] = typeof expected === 'string' ? [expected] : expected
  const value = came?.headers[name.toLowerCase()]
  const holds = wanted === undefined ? value !== undefined : value === wanted
  assert(setup, holds, `the request has ${name}: ${String(value)}`)
}
