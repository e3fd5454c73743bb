import { type BlockLogDeps, createBlockLog } from './block-log.ts'
import { Holdings } from './holdings.ts'
import type { Limiter, RateLimitPorts } from './types.ts'

/** What limits are given, whoever counts. One per isolate. */
export function createRateLimitPorts(
  deps: Omit<BlockLogDeps, 'write'> & {
    readonly limiter: Limiter
    readonly writeBlocks: BlockLogDeps['write']
  },
): RateLimitPorts {
  const { limiter, log } = deps
  const blocks = createBlockLog({ ...deps, write: deps.writeBlocks })
  return { limiter, holdings: new Holdings(), blocks, log }
}
