import { Tally } from '../lib/tally.ts'
import type { Block, BlockLog } from './types.ts'

const flushEveryMs = 2_000
const minuteMs = 60_000
/** Different rows between two writes; further ones count in the one row of their limit for all callers. */
const longestList = 500

/** Requests of one minute that the same limit refused, or would have, of the same caller. */
export interface BlockCount extends Block {
  /** Start of the minute. */
  readonly at: number
  count: number
}

export interface BlockLogDeps {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly write: (blocks: readonly BlockCount[]) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Counts in the isolate and writes now and then. */
export function createBlockLog(deps: BlockLogDeps): BlockLog {
  const counts = new Tally<BlockCount>({
    delayMs: flushEveryMs,
    now: deps.now,
    wait: deps.wait,
    write: deps.write,
    failed: (rows, error) =>
      deps.log('refused requests could not be written', { blocks: rows.length, error }),
  })
  return {
    note(block, waitUntil) {
      const row = rowOf(block, deps.now(), counts.size >= longestList)
      counts.row(JSON.stringify(row), () => row, waitUntil).count += 1
    },
  }
}

/** Addresses only of callers who have no name. */
function rowOf(block: Block, now: number, isCrowded: boolean): BlockCount {
  const { endpointId, limit, mode, consumer, ipAddress } = block
  const at = now - (now % minuteMs)
  const caller = isCrowded
    ? { consumer: undefined, ipAddress: '' }
    : { consumer, ipAddress: consumer === undefined ? ipAddress : '' }
  return { endpointId, limit, mode, ...caller, at, count: 0 }
}
