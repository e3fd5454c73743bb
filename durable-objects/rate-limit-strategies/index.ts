import { fixedWindow, type FixedWindow } from './fixed-window.ts'
import { slidingWindow, type SlidingWindow } from './sliding-window.ts'
import { tokenBucket, type TokenBucket } from './token-bucket.ts'
import type { Policy, Strategy } from './types.ts'

export type { Policy, Settlement, Strategy } from './types.ts'

export type State = FixedWindow | SlidingWindow | TokenBucket

/** How limits count. A new strategy is its import and its line. */
const strategies = {
  'fixed-window': fixedWindow,
  'sliding-window': slidingWindow,
  'token-bucket': tokenBucket,
} satisfies Record<Policy['strategy'], unknown>

/** A bucket's state was made by the strategy of its policy, which is what the cast promises. */
export function strategyOf({ strategy }: Policy): Strategy<State> {
  return strategies[strategy] as unknown as Strategy<State>
}

/** The most that a limit ever admits at once. */
export function capacityOf({ strategy, limit, burst }: Policy): number {
  if (strategy === 'token-bucket') return burst ?? limit
  return burst === undefined ? limit : Math.min(limit, burst)
}
