import type { SeenCredentials } from './credentials.ts'

/** Enough to recognise an answer by. */
const shownBytes = 64 * 1024

export interface Excerpt {
  /** null: it is no text. */
  readonly body: string | null
  readonly truncated: boolean
  readonly bytes: number
}

/** The beginning of a body without the credentials seen. Reads on for the longest of them: none is cut in two. */
export async function readExcerpt(answer: Response, seen: SeenCredentials): Promise<Excerpt> {
  const readBytes = shownBytes + seen.longest()
  const chunks: Uint8Array[] = []
  let bytes = 0
  if (answer.body !== null)
    for await (const chunk of answer.body) {
      chunks.push(chunk)
      bytes += chunk.byteLength
      if (bytes > readBytes) break
    }
  const truncated = bytes > shownBytes
  const read = Buffer.concat(chunks).subarray(0, readBytes)
  const text = textOf(read, truncated)
  const shown = text && textOf(read.subarray(0, shownBytes), truncated)
  const body = shown === undefined || text === undefined ? null : seen.redact(text, shown.length)
  return { body, truncated, bytes }
}

/**
 * Undefined: no text. A character that the cut goes through is left out. A NUL stands in
 * no text, but in every other letter of UTF-16.
 */
function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const text = decoder.decode(bytes, { stream: isCut })
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
