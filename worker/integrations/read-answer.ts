import type { IntegrationResult } from '../context.ts'
import { decodeUtf8 } from '../lib/decode-utf8.ts'
import { parseExactJson } from '../lib/exact-json.ts'
import { scanJson } from '../lib/json-scan.ts'
import { isJsonType } from '../lib/media-type.ts'
import { readBytes } from '../lib/read-bytes.ts'
import { maxJsonDepth } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'
import type { Exchanged } from './exchange.ts'

/**
 * Reads the whole answer, parsed when it is JSON, otherwise as text.
 * More than `maxBytes` decoded bytes: upstream_too_large. Broken JSON: upstream_invalid_response.
 * Rejects when the stream breaks.
 */
export async function readAnswer(
  { response, head }: Exchanged,
  maxBytes: number,
): Promise<IntegrationResult | Rejection> {
  const isDeclared = head.contentLength !== undefined && !head.isEncoded
  const bytes = await readBytes(response, maxBytes, isDeclared)
  if (bytes === undefined)
    return reject('upstream_too_large', { detail: `The limit is ${maxBytes} bytes` })
  const parsed = parse(bytes, head.contentType ?? null)
  if (typeof parsed === 'string') return reject('upstream_invalid_response', { detail: parsed })
  return new ReadAnswer(response, parsed.body)
}

/** Headers are listed when somebody reads them: listing costs more than reading a small body. */
class ReadAnswer implements IntegrationResult {
  readonly status: number
  declare readonly headers: IntegrationResult['headers']
  readonly body: unknown
  readonly #given: Headers
  #listed: IntegrationResult['headers'] | undefined

  /** A member of its own, for expressions; with a getter of its own each object would become a hash table. */
  static readonly #headers: PropertyDescriptor & ThisType<ReadAnswer> = {
    enumerable: true,
    get() {
      this.#listed ??= Object.fromEntries(this.#given)
      return this.#listed
    },
  }

  /** Keeps the hidden class alive (docs/decisions/0033-hidden-classes.md). */
  static readonly kept = new ReadAnswer({ status: 200, headers: new Headers() }, {})

  constructor({ status, headers }: Pick<Response, 'status' | 'headers'>, body: unknown) {
    this.status = status
    Object.defineProperty(this, 'headers', ReadAnswer.#headers)
    this.body = body
    this.#given = headers
  }
}

/** The body as a value, or in words why it is not what its content type says. */
function parse(bytes: Uint8Array, contentType: string | null): { readonly body: unknown } | string {
  if (bytes.byteLength === 0) return { body: undefined }
  const isJson = isJsonType(contentType)
  const text = isJson ? decodeUtf8(bytes) : new TextDecoder().decode(bytes)
  if (text === undefined) return 'The answer is not valid UTF-8'
  // Services that call their JSON text/plain are common; whatever does not parse stays text.
  if (!isJson && !/^\s*[[{]/.test(text)) return { body: text }
  const scan = scanJson(text, maxJsonDepth)
  if (scan === undefined) return `The JSON nests deeper than ${maxJsonDepth} levels`
  try {
    return { body: parseExactJson(text, scan) }
  } catch {
    return isJson ? 'The answer is called JSON and is not' : { body: text }
  }
}
