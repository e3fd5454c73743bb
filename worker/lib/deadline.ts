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
