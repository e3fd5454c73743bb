import { concat } from '../lib/read-bytes.ts'

/** The same stream; `keep` gets all of it once it was read to its end, unless it has more than `maxBytes`. */
export function copyStream(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  keep: (bytes: Uint8Array<ArrayBuffer>) => void,
): ReadableStream<Uint8Array> {
  let chunks: Uint8Array[] = []
  let total = 0
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        total += chunk.byteLength
        if (total <= maxBytes) chunks.push(chunk.slice())
        else chunks = []
        controller.enqueue(chunk)
      },
      flush() {
        if (total <= maxBytes) keep(concat(chunks, total))
      },
    }),
  )
}
