/** What `withDeadline` answers when the time is over. */
export const tooLate = Symbol('too late')

/**
 * The result of `work`, or `tooLate` after `limitMs`. The work goes on: give it an owner (waitUntil) and
 * a handler for its failure.
 */
export async function withDeadline<T>(
  work: Promise<T>,
  limitMs: number,
): Promise<T | typeof tooLate> {
  const { promise, resolve } = Promise.withResolvers<typeof tooLate>()
  const timer = setTimeout(() => resolve(tooLate), limitMs)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
