import { decodeUtf8 } from './decode-utf8.ts'
import { readBytes } from './read-bytes.ts'

/** The way out. Rejects when the URL may not be called. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The most an answer may take. */
const timeoutMs = 3_000

/**
 * The text a server answers with 200. Rejects with an Error that says what was wrong: another status, a
 * redirect (it could lead anywhere), too many bytes, no UTF-8, no answer in time.
 */
export async function fetchText(
  fetch: Fetch,
  url: string,
  { maxBytes, ...init }: RequestInit & { readonly maxBytes: number },
): Promise<string> {
  const response = await fetch(url, {
    ...init,
    headers: { accept: 'application/json', ...init.headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new Error(faultOf(error), { cause: error })
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`It answered ${response.status}`)
  }
  const declared = Number(response.headers.get('content-length') ?? 0)
  const bytes = declared > maxBytes ? undefined : await readBytes(response, maxBytes)
  if (bytes === undefined) throw new Error(`It answered more than ${maxBytes} bytes`)
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new Error('It answered no UTF-8')
  return text
}

/** The platform's own words for a network that fails help nobody. */
function faultOf(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'TimeoutError') return `It did not answer within ${timeoutMs / 1_000} s`
  return name === 'UpstreamForbidden' ? String((error as Error).message) : 'It cannot be reached'
}
