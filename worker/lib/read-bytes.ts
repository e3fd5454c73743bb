/**
 * The whole body of an answer; undefined when it has more than `maxBytes` decoded bytes. Rejects when it breaks.
 * `isDeclared`: its length is declared and was compared with `maxBytes`.
 */
export async function readBytes(
  response: Response,
  maxBytes: number,
  isDeclared = declaresLength(response.headers),
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (isDeclared) return new Uint8Array(await response.arrayBuffer())
  return response.body === null ? new Uint8Array() : collect(response.body, maxBytes)
}

/** The runtime holds the upstream to its declared length, but a compressed answer grows. */
function declaresLength(headers: Headers): boolean {
  return headers.has('content-length') && !headers.has('content-encoding')
}

/** All of a stream; undefined, and the stream ended, when it has more than `maxBytes`. Rejects when it breaks. */
export async function collect(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of stream) {
    total += chunk.byteLength
    if (total > maxBytes) return undefined
    chunks.push(chunk)
  }
  return concat(chunks, total)
}

export function concat(chunks: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
