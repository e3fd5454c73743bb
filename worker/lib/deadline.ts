/** What `withDeadline` answers when the time is over. */
export const tooLate = Symbol('too late')

/**
 * The result of `work`, or `tooLate` after `limitMs`. The work goes on: give it an owner (waitUntil) and
 * a handler for its failure.
 */
export function withDeadline<T>(work: Promise<T>, limitMs: number): Promise<T | typeof tooLate> {
  // One promise and one timer: this stands in the path of every upstream call, where a race costs twice as much.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, limitMs, tooLate)
    work.then(
      // oxlint-disable-next-line promise/always-return -- the outer promise carries the result
      (result) => {
        clearTimeout(timer)
        resolve(result)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}

export interface Deadline {
  readonly signal: AbortSignal
  /** The work is done: the timer goes. One of AbortSignal.timeout would stay until it fires. */
  readonly end: () => void
}

/** Aborts with a TimeoutError after `limitMs`, or with the reason of `other` when that is first. */
export function deadlineAfter(limitMs: number, other?: AbortSignal): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(
    () => controller.abort(new DOMException('too late', 'TimeoutError')),
    limitMs,
  )
  const { signal } = controller
  return {
    signal: other === undefined ? signal : AbortSignal.any([signal, other]),
    end: () => clearTimeout(timer),
  }
}
