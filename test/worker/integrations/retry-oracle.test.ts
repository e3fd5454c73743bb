import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { randomOf } from '../../support/random.ts'
import { ResilienceWorld } from '../../support/resilience-world.ts'
import { expectedOf, type Move, randomScript, type Script } from '../../support/retry-oracle.ts'

const scripts = 10_000
const atOnce = 250

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function play(move: Move): Promise<Response> {
  if (move.kind === 'silence') return new Promise(() => undefined)
  await sleep(move.afterMs)
  if (move.kind === 'reset') throw new Error('connection reset')
  const headers = new Headers()
  if (move.retryAfter !== undefined) headers.set('retry-after', String(move.retryAfter))
  // More header fields than a caller should have to take.
  if (move.kind === 'malformed') for (let n = 0; n < 250; n += 1) headers.set(`x-${n}`, '')
  return new Response(null, { status: move.status, headers })
}

async function observed(script: Script) {
  const { moves, method, timeout, deadline, random, ...policy } = script
  const world = new ResilienceWorld((_, count) =>
    play(moves[Math.min(count, moves.length) - 1] as Move),
  )
  world.random = () => random
  const startedAt = Date.now()
  const call = world.isolate(
    {
      timeout,
      deadline,
      body: { type: 'none' },
      retryPolicy: {
        maxAttempts: policy.maxAttempts,
        backoffStrategy: policy.backoffStrategy,
        baseDelay: policy.baseDelay,
        maxDelay: policy.maxDelay,
        retryStatuses: [...policy.retryStatuses],
        retryFailures: [...policy.retryFailures],
      },
    },
    { method: method as 'GET' },
  )
  const seen = await call({ method })
  return {
    sends: world.arrivals.map(({ at }) => at - startedAt),
    endMs: seen.atMs - startedAt,
    outcome: seen.outcome,
  }
}

it(`does exactly what ${scripts} random fault scripts allow`, { timeout: 240_000 }, async () => {
  const random = randomOf(20_261_124)
  const tally = { attempts: 0, mismatches: [] as object[] }
  for (let done = 0; done < scripts; done += atOnce) {
    const batch = Array.from({ length: atOnce }, () => randomScript(random))
    const all = Promise.all(batch.map(observed))
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other
    await vi.runAllTimersAsync()
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other
    for (const [at, seen] of (await all).entries()) {
      const script = batch[at] as Script
      const expected = expectedOf(script)
      tally.attempts += seen.sends.length
      if (JSON.stringify(seen) !== JSON.stringify(expected))
        tally.mismatches.push({ script, seen, expected })
      expect(seen.sends.length).toBeLessThanOrEqual(script.maxAttempts)
      expect(seen.endMs).toBeLessThanOrEqual(Math.max(script.deadline, 0))
    }
  }
  expect(tally.mismatches.slice(0, 3)).toEqual([])
  expect(tally.attempts).toBeGreaterThan(scripts * 1.3)
})
