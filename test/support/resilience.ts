import { IsolateMemory } from '#worker/integrations/resilience/memory.ts'
import { MemoryLastGood } from '#worker/integrations/resilience/memory-last-good.ts'
import type { ResiliencePorts } from '#worker/integrations/resilience/types.ts'

/** Ports of one isolate without a breaker object; delays pass at once and are noted. */
export function resiliencePorts(more: Partial<ResiliencePorts> = {}): ResiliencePorts & {
  readonly waited: number[]
} {
  const waited: number[] = []
  return {
    waited,
    breakers: { tell: () => Promise.reject(new Error('no breaker may be asked here')) },
    lastGood: new MemoryLastGood(),
    memory: new IsolateMemory(),
    space: 'live',
    wait: async (ms) => void waited.push(ms),
    random: () => 0.5,
    newOwner: () => crypto.randomUUID(),
    changed: () => Promise.resolve(),
    log: () => undefined,
    ...more,
  }
}
