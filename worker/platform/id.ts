import { monotonicFactory } from 'ulid'

import { idPrefixes } from '#contract/id.ts'

const poolBytes = 4_096

/**
 * Makes `<prefix>_<ULID>` ids, increasing within the isolate even in one millisecond. Ids of requests are
 * random instead: nothing sorts them, and a ULID costs the hot path four times as much.
 */
export type NewId = (kind: keyof typeof idPrefixes) => string

export function createIds(now: () => number): NewId {
  const next = monotonicFactory(pooledRandom())
  return (kind) => `${idPrefixes[kind]}_${kind === 'request' ? random() : next(now())}`
}

function random(): string {
  return crypto.randomUUID().replaceAll('-', '')
}

/** Random fractions of 256 steps; ulid asks for 16 an id, and a system call for each would cost more than the id. */
function pooledRandom(): () => number {
  const pool = new Uint8Array(poolBytes)
  let used = poolBytes
  return () => {
    if (used === poolBytes) {
      crypto.getRandomValues(pool)
      used = 0
    }
    const byte = pool[used] ?? 0
    used += 1
    return byte / 256
  }
}
