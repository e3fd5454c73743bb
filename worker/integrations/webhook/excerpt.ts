import { Buffer } from 'node:buffer'

import { tooLate, withDeadline } from '../../lib/deadline.ts'

/** The beginning of what a receiver answered. */
export interface Excerpt {
  readonly body: string
  readonly isCut: boolean
}

export const noExcerpt: Excerpt = Object.freeze({ body: '', isCut: false })

/** Enough for a message of error; nobody reads more of it. */
const maxExcerptBytes = 2_048
/** The status has said it all: a body that drips holds nobody up. */
const excerptTimeoutMs = 1_000

/** Reads as much as is shown and lets go of the rest. `hidden`: texts that are left out of it. Never rejects. */
export async function readExcerpt({ body }: Response, hidden: readonly string[]): Promise<Excerpt> {
  if (body === null) return noExcerpt
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  const read = withDeadline(collect(reader, chunks), excerptTimeoutMs).catch(() => tooLate)
  const isWhole = (await read) === true
  if (!isWhole) await reader.cancel().catch(() => undefined)
  const bytes = Buffer.concat(chunks)
  // A secret that the cut went through is not recognised: it is looked for before the cut.
  const text = hidden.reduce(
    (shown, secret) => shown.replaceAll(secret, '…'),
    new TextDecoder().decode(bytes.subarray(0, maxExcerptBytes + longestSecret)),
  )
  return { body: text.slice(0, maxExcerptBytes), isCut: !isWhole || text.length > maxExcerptBytes }
}

/** Of a `whsk_` of 64 bytes. */
const longestSecret = 128

/** True: that was all of it. */
async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  chunks: Uint8Array[],
): Promise<boolean> {
  let total = 0
  while (total <= maxExcerptBytes + longestSecret) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
    const { done, value } = await reader.read()
    if (done) return true
    chunks.push(value)
    total += value.byteLength
  }
  return false
}
