import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Name, value (a number is seconds from now in headers of dates), and whether the client must see it. */
export type SuiteHeader = readonly [name: string, value: string | number, isChecked?: boolean]

/** One request of a case, and the answer of the origin to it, as tests.json writes them. */
export interface SuiteRequest {
  readonly request_method?: string
  readonly request_headers?: readonly SuiteHeader[]
  readonly request_body?: string
  readonly filename?: string
  readonly query_arg?: string
  readonly redirect?: 'follow' | 'manual' | 'error'
  readonly magic_ims?: boolean
  readonly magic_locations?: boolean
  readonly rfc850date?: readonly string[]
  readonly pause_after?: boolean
  readonly response_pause?: number
  readonly disconnect?: boolean
  readonly interim_responses?: readonly (readonly [number, (readonly [string, string])[]?])[]
  readonly response_status?: readonly [number, string]
  readonly response_headers?: readonly SuiteHeader[]
  readonly response_body?: string | null
  readonly check_body?: boolean
  readonly setup?: boolean
  readonly setup_tests?: readonly string[]
  readonly expected_type?: 'cached' | 'not_cached' | 'etag_validated' | 'lm_validated'
  readonly expected_status?: number | null
  readonly expected_method?: string
  readonly expected_request_headers?: readonly (string | readonly [string, string])[]
  readonly expected_request_headers_missing?: readonly (string | readonly [string, string])[]
  readonly expected_response_headers?: readonly (string | readonly (string | number)[])[]
  readonly expected_response_headers_missing?: readonly (string | readonly [string, string])[]
  readonly expected_interim_responses?: readonly unknown[]
  readonly expected_response_text?: string | null
}

export interface SuiteCase {
  readonly id: string
  readonly name: string
  readonly kind?: 'required' | 'optimal' | 'check'
  readonly depends_on?: readonly string[]
  readonly browser_only?: boolean
  readonly requests: readonly SuiteRequest[]
}

/** The cases for a reverse proxy. */
export function readCases(folder: string): SuiteCase[] {
  const groups = JSON.parse(readFileSync(join(folder, 'tests.json'), 'utf8')) as {
    readonly tests: readonly SuiteCase[]
  }[]
  return groups.flatMap(({ tests }) => tests).filter(({ browser_only }) => browser_only !== true)
}

const dates: ReadonlySet<string> = new Set([
  'date',
  'expires',
  'last-modified',
  'if-modified-since',
  'if-unmodified-since',
])

/** A header of the suite as it is sent: seconds become a date, and places are below the URL that was asked for. */
export function headerOf(
  [name, value]: SuiteHeader,
  request: SuiteRequest,
  base: { readonly now: number; readonly url: string },
): readonly [string, string] {
  const lower = name.toLowerCase()
  if (typeof value === 'number') {
    if (!dates.has(lower)) return [name, String(value)]
    const date = new Date(base.now + value * 1_000)
    return [name, request.rfc850date?.includes(lower) === true ? rfc850(date) : date.toUTCString()]
  }
  if (request.magic_locations === true && (lower === 'location' || lower === 'content-location'))
    return [name, value === '' ? base.url : `${base.url}/${value}`]
  return [name, value]
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function rfc850(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] = date.toUTCString().split(' ')
  return `${days[date.getUTCDay()] ?? ''}, ${day}-${month}-${year.slice(2)} ${time} GMT`
}
