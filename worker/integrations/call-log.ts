import { Tally } from '../lib/tally.ts'
import type { WaitUntil } from '../lib/wait-until.ts'
import type { CallLog, CallSubject, NotedCall } from './types.ts'

const flushEveryMs = 5_000
/** Calls of one integration between two writes, of each outcome: what is beyond them is not noted. */
const most = 5
/** Calls of an isolate between two writes, whatever is called. */
const longestList = 40

/** A call as it is written down. */
export interface CallRow extends CallSubject, NotedCall {}

export interface CallLogDeps {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly write: (calls: readonly CallRow[]) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Notes calls in the isolate and writes them together, a while after the first: a sample of what is busy. */
export function createCallLog(deps: CallLogDeps): CallLog {
  // Counts writes: what was counted before the last of them counts no longer.
  let round = 0
  const calls = new Tally<CallRow>({
    delayMs: flushEveryMs,
    now: deps.now,
    wait: deps.wait,
    write(rows) {
      round += 1
      return deps.write(rows)
    },
    failed: (rows, error) =>
      deps.log('calls of integrations could not be written', { calls: rows.length, error }),
  })
  let noted = 0
  return {
    of(subject) {
      const counts = { round, succeeded: 0, failed: 0 }
      const renew = () => {
        if (counts.round === round) return
        Object.assign(counts, { round, succeeded: 0, failed: 0 })
      }
      return {
        isDue() {
          renew()
          return (counts.succeeded < most || counts.failed < most) && calls.size < longestList
        },
        takesSuccess() {
          return counts.succeeded < most
        },
        note(call: NotedCall, waitUntil: WaitUntil) {
          renew()
          const outcome = call.isFailure ? 'failed' : 'succeeded'
          if (counts[outcome] >= most || calls.size >= longestList) return
          counts[outcome] += 1
          noted += 1
          calls.row(String(noted), () => ({ ...subject, ...call }), waitUntil)
        },
      }
    },
  }
}
