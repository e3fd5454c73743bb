import { Lru } from '../lib/lru.ts'
import { Tally } from '../lib/tally.ts'
import type { AuthFailure, FailureLog } from './types.ts'

const flushEveryMs = 2_000
const minuteMs = 60_000
/** Different failures between two writes; further ones only count in the one row for all that did not fit. */
const longestList = 500
const rememberedAddresses = 5_000
/** Guesses of one address that may be on their way to the throttle at once. */
const mostUnanswered = 20
const unansweredWaitMs = 1_000

/** Failures of one minute with the same cause. */
export interface FailureCount extends Omit<AuthFailure, 'mayBeGuess'> {
  /** Start of the minute. */
  readonly at: number
  count: number
}

export interface FailureLogDeps {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  /** Counts a guess of this address everywhere; answers how long it must now wait. Unit: ms. */
  readonly throttle: (ipAddress: string) => Promise<number>
  readonly write: (failures: readonly FailureCount[]) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** What an isolate knows of an address that sent wrong credentials. */
interface Guesser {
  unanswered: number
  waitUntilMs: number
}

/** Counts failures in the isolate, writes them now and then, and asks the throttle about every possible guess. */
export function createFailureLog(deps: FailureLogDeps): FailureLog {
  const guessers = new Lru<string, Guesser>(rememberedAddresses)
  const counts = new Tally<FailureCount>({
    delayMs: flushEveryMs,
    now: deps.now,
    wait: deps.wait,
    write: deps.write,
    failed: (rows, error) =>
      deps.log('refused credentials could not be written', { failures: rows.length, error }),
  })
  return {
    waitMs(ipAddress) {
      const guesser = guessers.get(ipAddress)
      if (guesser === undefined) return 0
      if (guesser.unanswered >= mostUnanswered) return unansweredWaitMs
      return Math.max(0, guesser.waitUntilMs - deps.now())
    },
    note(failure, waitUntil) {
      const row = rowOf(failure, deps.now(), counts.size >= longestList)
      counts.row(JSON.stringify(row), () => row, waitUntil).count += 1
      if (!failure.mayBeGuess) return
      const guesser = guessers.get(failure.ipAddress) ?? { unanswered: 0, waitUntilMs: 0 }
      guessers.set(failure.ipAddress, guesser)
      waitUntil(askThrottle(deps, failure.ipAddress, guesser))
    },
  }
}

/** A throttle that does not answer slows nobody down: a wrong credential is refused all the same. */
async function askThrottle(
  { throttle, now, log }: FailureLogDeps,
  ipAddress: string,
  guesser: Guesser,
): Promise<void> {
  guesser.unanswered += 1
  try {
    const waitMs = await throttle(ipAddress)
    guesser.waitUntilMs = Math.max(guesser.waitUntilMs, now() + waitMs)
  } catch (error) {
    log('a refused credential could not be counted', { error })
  } finally {
    guesser.unanswered -= 1
  }
}

/** `isCrowded`: without what makes failures differ, so that a flood of different ones is one row per cause. */
function rowOf(failure: AuthFailure, now: number, isCrowded: boolean): FailureCount {
  const { endpointId, kind, reason, keyPrefix, ipAddress } = failure
  const at = now - (now % minuteMs)
  return isCrowded
    ? { endpointId, kind, reason, ipAddress: '', at, count: 0 }
    : { endpointId, kind, reason, keyPrefix, ipAddress, at, count: 0 }
}
