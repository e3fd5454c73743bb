import type { Limiter, RateLimitPorts } from '#worker/rate-limit/types.ts'
import { createRateLimitPorts } from '#worker/rate-limit/index.ts'
import type { BlockCount } from '#worker/rate-limit/block-log.ts'

/** Rate limits over a limiter of the test's own. What was written and logged is kept. */
export function limitPortsOver(limiter: Limiter, now: () => number = () => 0) {
  const written: BlockCount[] = []
  const logs: string[] = []
  const ports = createRateLimitPorts({
    limiter,
    now,
    wait: () => Promise.resolve(),
    log: (message) => void logs.push(message),
    writeBlocks: (rows) => Promise.resolve(void written.push(...rows)),
  })
  return { ports, written, logs }
}

/** Nothing may be counted here. */
export const noLimitPorts: RateLimitPorts = limitPortsOver({
  take: () => Promise.reject(new Error('nothing may be counted here')),
}).ports
