import { concat } from '../lib/read-bytes.ts'

/** The same answer; `heard` is told once what it said: undefined when that is more than `maxBytes`. */
export function overhear(
  answer: Response,
  maxBytes: number,
  heard: (bytes: Uint8Array<ArrayBuffer> | undefined) => void,
): Response {
  if (answer.body === null) {
    heard(new Uint8Array())
    return answer
  }
  const copied = answer.body.pipeThrough(copier(maxBytes, heard))
  const length = answer.headers.get('content-length')
  // A stream of unknown length would be sent in chunks.
  const isDeclared = length !== null && !answer.headers.has('content-encoding')
  const body = isDeclared ? copied.pipeThrough(new FixedLengthStream(Number(length))) : copied
  return new Response(body, answer)
}

function copier(
  maxBytes: number,
  heard: (bytes: Uint8Array<ArrayBuffer> | undefined) => void,
): TransformStream<Uint8Array, Uint8Array> {
  let chunks: Uint8Array[] = []
  let total = 0
  return new TransformStream({
    transform(chunk, controller) {
      const isFirstBeyond = total <= maxBytes && total + chunk.byteLength > maxBytes
      total += chunk.byteLength
      if (isFirstBeyond) {
        chunks = []
        heard(undefined)
      } else if (total <= maxBytes) chunks.push(chunk.slice())
      controller.enqueue(chunk)
    },
    flush() {
      if (total <= maxBytes) heard(concat(chunks, total))
    },
  })
}
