interface StreamBounds {
  readonly maxBytes: number
  /** Cut when the stream has not ended after this time. */
  readonly maxMs?: number
  /** Runs before a cut for size. */
  readonly onExceed?: () => void
}

/**
 * The stream, cut with an error once it passes its bounds. The runtime pumps untouched streams without
 * JavaScript: only wrap what declares no length.
 */
export function boundStream(
  stream: ReadableStream<Uint8Array>,
  bounds: StreamBounds,
): ReadableStream<Uint8Array> {
  const { maxBytes, maxMs, onExceed } = bounds
  let total = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        if (maxMs === undefined) return
        timer = setTimeout(() => controller.error(new RangeError(`over ${maxMs} ms`)), maxMs)
      },
      transform(chunk, controller) {
        total += chunk.byteLength
        if (total <= maxBytes) {
          controller.enqueue(chunk)
          return
        }
        clearTimeout(timer)
        onExceed?.()
        controller.error(new RangeError(`more than ${maxBytes} bytes`))
      },
      flush() {
        clearTimeout(timer)
      },
    }),
  )
}
