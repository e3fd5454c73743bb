/** Tokens that count until a time, and no longer at it. */
interface Entry {
  readonly until: number
  readonly count: number
}

/** Sorted by `until`, each time once. */
export type Ledger = readonly Entry[]

export const emptyLedger: Ledger = []

export function total(ledger: Ledger): number {
  let sum = 0
  for (const { count } of ledger) sum += count
  return sum
}

/** Without what no longer counts at `now`. */
export function countedAt(ledger: Ledger, now: number): Ledger {
  const first = ledger.findIndex(({ until }) => until > now)
  return first === 0 ? ledger : first === -1 ? emptyLedger : ledger.slice(first)
}

export function add(ledger: Ledger, until: number, count: number): Ledger {
  // Nearly always at the end, where the newest tokens are.
  let at = ledger.length
  while (at > 0 && (ledger[at - 1]?.until ?? 0) > until) at -= 1
  const before = ledger[at - 1]
  return before?.until === until
    ? ledger.with(at - 1, { until, count: before.count + count })
    : ledger.toSpliced(at, 0, { until, count })
}

/** Takes up to `count` tokens out that count until exactly `until`; answers how many there were. */
export function takeOut(
  ledger: Ledger,
  until: number,
  count: number,
): { readonly ledger: Ledger; readonly taken: number } {
  const at = ledger.findIndex((entry) => entry.until === until)
  const entry = ledger[at]
  if (entry === undefined) return { ledger, taken: 0 }
  if (entry.count <= count) return { ledger: ledger.toSpliced(at, 1), taken: entry.count }
  return { ledger: ledger.with(at, { until, count: entry.count - count }), taken: count }
}

/** When none of its tokens counts any more. */
export function endOf(ledger: Ledger): number {
  return ledger.at(-1)?.until ?? 0
}

/** When so many of its tokens count no longer; Infinity when it holds fewer. */
export function whenEnded(ledger: Ledger, count: number): number {
  let ended = 0
  for (const entry of ledger) {
    ended += entry.count
    if (ended >= count) return entry.until
  }
  return Infinity
}

/** In at most `length` entries: neighbours count together until the last of them does. */
export function shortened(ledger: Ledger, length: number): Ledger {
  const each = Math.ceil(ledger.length / length)
  if (each <= 1) return ledger
  return Array.from({ length: Math.ceil(ledger.length / each) }, (_, at) => {
    const group = ledger.slice(at * each, (at + 1) * each)
    return { until: endOf(group), count: total(group) }
  })
}
