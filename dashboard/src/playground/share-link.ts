import { isRecord } from '#contract/is-record.ts'

import { parseJson } from '../builder/json-text.ts'
import type { Sheet } from './sheet.ts'

/** What every browser, chat and mail program carries. */
export const LONGEST_LINK = 16_000
/** A link of a few bytes must not unfold into a full memory. */
const LARGEST_SHEET = 1_048_576
const PREFIX = '#sheet='

/** The sheet as a fragment of an address, which browsers send to nobody. Undefined when it is too long for one. */
export async function fragmentOf({ rule, input, scope }: Sheet): Promise<string | undefined> {
  const text = JSON.stringify([rule, input, scope])
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const fragment = PREFIX + base64Url(new Uint8Array(await new Response(packed).arrayBuffer()))
  return fragment.length > LONGEST_LINK ? undefined : fragment
}

export type OpenedLink =
  | { readonly type: 'none' }
  | { readonly type: 'sheet'; readonly sheet: Sheet }
  | { readonly type: 'damaged' }

/** The sheet of a fragment. Nothing of it is trusted: what is not a sheet is damaged. */
export async function openFragment(fragment: string): Promise<OpenedLink> {
  if (!fragment.startsWith(PREFIX)) return { type: 'none' }
  if (fragment.length > LONGEST_LINK) return { type: 'damaged' }
  try {
    const text = await unpack(bytesOf(fragment.slice(PREFIX.length)))
    const sheet = sheetIn(JSON.parse(text))
    return sheet === undefined ? { type: 'damaged' } : { type: 'sheet', sheet }
  } catch {
    return { type: 'damaged' }
  }
}

function sheetIn(value: unknown): Sheet | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined
  const [rule, input, scope] = value as unknown[]
  if (typeof rule !== 'string' || typeof input !== 'string' || typeof scope !== 'string')
    return undefined
  const parsed = parseJson(rule)
  return parsed.ok && isRecord(parsed.value) ? { rule, input, scope } : undefined
}

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  let text = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length
    if (size > LARGEST_SHEET) {
      await reader.cancel()
      throw new RangeError('larger than a sheet may be')
    }
    text += decoder.decode(read.value, { stream: true })
  }
  return text + decoder.decode()
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.codePointAt(0) ?? 0,
  )
