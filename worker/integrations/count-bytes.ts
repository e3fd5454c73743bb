/**
 * The stream, cut with an error once more than `limit` bytes went through. `onExceed` runs before the cut.
 * The runtime pumps untouched streams without JavaScript: only wrap what declares no length.
 */
export function countBytes(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  onExceed?: () => void,
): ReadableStream<Uint8Array> {
  let total = 0
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        total += chunk.byteLength
        if (total <= limit) {
          controller.enqueue(chunk)
          return
        }
        onExceed?.()
        controller.error(new RangeError(`more than ${limit} bytes`))
      },
    }),
  )
}
