import type { RateLimitBlock } from '#contract/rate-limit-blocks.ts'

/** What one caller would have been refused by one limit. */
export interface BlockSum {
  readonly limitName: string
  readonly subject: string
  readonly consumerId: string | null
  /** Of the consumer when it is known, else what was counted by. */
  readonly caller: string
  readonly count: number
  /** Begin of the last minute, ISO 8601. */
  readonly lastAt: string
}

/** Minutes put together by limit and caller, the most refused first. */
export function sumBlocks(rows: readonly RateLimitBlock[]): BlockSum[] {
  const sums = new Map<string, BlockSum>()
  for (const { limitName, subject, consumerId, consumerName, count, at } of rows) {
    const key = JSON.stringify([limitName, consumerId ?? subject])
    const known = sums.get(key)
    sums.set(key, {
      limitName,
      subject,
      consumerId,
      caller: consumerName ?? subject,
      count: count + (known?.count ?? 0),
      lastAt: known === undefined || at > known.lastAt ? at : known.lastAt,
    })
  }
  return [...sums.values()].sort((one, other) => other.count - one.count)
}

/** Begin of the oldest minute. */
export const oldestOf = (rows: readonly RateLimitBlock[]): string | undefined =>
  rows.map(({ at }) => at).sort()[0]
