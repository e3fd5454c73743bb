import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'

import { PurgeLog, type PurgeSource, tagHash } from '#worker/cache/purges.ts'
import { createPurgeSource, purgesSince, sweepPurges } from '#worker/db/cache-purges.ts'
import { openDatabase } from '#worker/db/database.ts'
import { boundedD1 } from '#worker/platform/d1.ts'

import { type Fault, FaultD1 } from '../../support/fault-d1.ts'

const db = openDatabase(env.DB)
const always = (fault: Fault) => Array.from({ length: 1_000 }, () => fault)

/** Two isolates over one D1, and a clock that only the test moves. */
class World {
  nowMs = 1_000_000
  readonly logs: string[] = []
  readonly waits: number[] = []
  readonly faulty = new FaultD1(env.DB)
  readonly here = this.isolate()
  readonly there = this.isolate(new FaultD1(env.DB))

  isolate(faulty = this.faulty, source?: PurgeSource): PurgeLog {
    const bounded = openDatabase(boundedD1(faulty.binding, 200))
    return new PurgeLog({
      source: source ?? createPurgeSource(bounded, bounded),
      now: () => this.nowMs,
      wait: (ms) => Promise.resolve(void this.waits.push(ms)),
      log: (message) => void this.logs.push(message),
    })
  }
}

const later: Promise<unknown>[] = []
/** Number of an isolate, after what it started in the background. */
async function numberOf(isolate: PurgeLog): Promise<number | undefined> {
  const number = await isolate.current((work) => later.push(work))
  await Promise.all(later.splice(0))
  return number
}

/** What a fill would be stored with. */
async function known(isolate: PurgeLog): Promise<number> {
  const number = await numberOf(isolate)
  if (number === undefined) throw new Error('nobody can tell')
  return number
}

let world: World
beforeEach(async () => {
  await env.DB.exec('DELETE FROM cache_purge; DELETE FROM cache_state')
  world = new World()
})

describe('a purge', () => {
  it('works in its own isolate before it is written', async () => {
    const { here } = world
    const generation = await known(here)
    expect(here.isPurged(['orders:1'], generation)).toBe(false)
    const written = here.purge(['orders:1'])
    expect(here.isPurged(['x', 'orders:1'], generation)).toBe(true)
    expect(here.isPurged(['orders:2'], generation)).toBe(false)
    await written
    expect(here.isPurged(['orders:1'], generation)).toBe(true)
  })

  it('is over for what is fetched after it', async () => {
    const { here } = world
    await known(here)
    await here.purge(['orders:1'])
    expect(here.isPurged(['orders:1'], await known(here))).toBe(false)
  })

  it('works in another isolate within five seconds, for exactly its tags', async () => {
    const { here, there } = world
    const generation = await known(there)
    await here.purge(['orders:1', 'orders:2'])
    world.nowMs += 5_000
    // Used one last time while it is asked for in the background.
    await known(there)
    world.nowMs += 1
    const after = await known(there)
    expect(after).toBeGreaterThan(generation)
    expect(there.isPurged(['orders:1'], generation)).toBe(true)
    expect(there.isPurged(['orders:2'], generation)).toBe(true)
    expect(there.isPurged(['orders:3'], generation)).toBe(false)
    expect(there.isPurged(['orders:1'], after)).toBe(false)
  })

  it('forgets a fill that began before it and ends after it, wherever it runs', async () => {
    const { here, there } = world
    const begunHere = await known(here)
    const begunThere = await known(there)
    await here.purge(['orders:1'])
    world.nowMs += 6_000
    await known(there)
    expect(here.isPurged(['orders:1'], begunHere)).toBe(true)
    expect(there.isPurged(['orders:1'], begunThere)).toBe(true)
  })

  it('forgets what a better informed isolate stored, while its own number is not known', async () => {
    const { here, there } = world
    await known(here)
    await there.purge(['other'])
    const ahead = await known(there)
    world.faulty.script('hang')
    void here.purge(['orders:1']).catch(() => undefined)
    expect(here.isPurged(['orders:1'], ahead)).toBe(true)
    expect(here.isPurged(['orders:9'], ahead)).toBe(false)
  })

  it('of one isolate does not end the one of another before it', async () => {
    const { here, there } = world
    const generation = await known(here)
    await Promise.all([here.purge(['a']), there.purge(['a']), here.purge(['a', 'b'])])
    world.nowMs += 6_000
    for (const isolate of [here, there]) {
      const number = await known(isolate)
      expect(isolate.isPurged(['a'], generation)).toBe(true)
      expect(isolate.isPurged(['b'], generation)).toBe(true)
      expect(isolate.isPurged(['a', 'b'], number)).toBe(false)
    }
  })

  it('is not over because an earlier one of the same tag is', async () => {
    const writes: (() => void)[] = []
    const isolate = world.isolate(world.faulty, {
      ...createPurgeSource(db, db),
      add: () => new Promise((resolve) => void writes.push(resolve)),
    })
    const generation = await known(isolate)
    const earlier = isolate.purge(['a'])
    const later = isolate.purge(['a'])
    writes[0]?.()
    await earlier
    // As a better informed isolate may have stored it before the later one.
    expect(isolate.isPurged(['a'], generation + 100)).toBe(true)
    writes[1]?.()
    await later
    expect(isolate.isPurged(['a'], generation + 100)).toBe(false)
  })

  it('costs one batch for all of its tags', async () => {
    const { here, faulty } = world
    await known(here)
    const before = faulty.calls
    await here.purge(Array.from({ length: 300 }, (_, at) => `orders:${at}`))
    // The batch, and one look at what others did.
    expect(faulty.calls - before).toBe(2)
    expect((await purgesSince(db, 0, 1_000)).purged.size).toBe(300)
  })

  it('reads only what is new', async () => {
    const asked: number[] = []
    const source = createPurgeSource(db, db)
    const isolate = world.isolate(world.faulty, {
      ...source,
      since: (generation) => {
        asked.push(generation)
        return source.since(generation)
      },
    })
    await world.there.purge(['a'])
    await known(isolate)
    await world.there.purge(['b'])
    world.nowMs += 6_000
    await known(isolate)
    expect(asked).toEqual([0, 1])
  })
})

describe('without D1', () => {
  it('says that nobody can tell once what is known is five seconds old', async () => {
    const { here, faulty } = world
    const generation = await known(here)
    faulty.script(...always('error-before'))
    world.nowMs += 4_999
    expect(await numberOf(here)).toBe(generation)
    world.nowMs += 2
    expect(await numberOf(here)).toBeUndefined()
    // Asked before, and used only now.
    expect(here.isPurged(['anything'], generation)).toBe(true)
    faulty.script()
    world.nowMs += 1_000
    expect(await numberOf(here)).toBe(generation)
    expect(here.isPurged(['anything'], generation)).toBe(false)
  })

  it('says so after a second when D1 hangs', async () => {
    world.faulty.script(...always('hang'))
    const unbounded = openDatabase(world.faulty.binding)
    const isolate = world.isolate(world.faulty, createPurgeSource(unbounded, unbounded))
    const startedAt = Date.now()
    expect(await isolate.current(() => undefined)).toBeUndefined()
    expect(Date.now() - startedAt).toBeLessThan(1_500)
  })

  it.each<Fault>(['error-before', 'commit-then-error', 'hang'])(
    'tries a purge again after %s',
    async (fault) => {
      const { here, there, faulty } = world
      const generation = await known(here)
      await known(there)
      faulty.script(fault, fault)
      await here.purge(['orders:1'])
      expect(world.waits).toEqual([500, 1_500])
      expect(world.logs).toEqual([])
      world.nowMs += 6_000
      await known(there)
      expect(there.isPurged(['orders:1'], generation)).toBe(true)
      expect(here.isPurged(['orders:1'], await known(here))).toBe(false)
    },
  )

  it('logs a purge that is never written, keeps it here, and rejects', async () => {
    const { here, faulty } = world
    const generation = await known(here)
    faulty.script(...always('error-before').slice(0, 4))
    await expect(here.purge(['orders:1'])).rejects.toThrow()
    expect(world.logs).toEqual([
      'a purge was not written: other isolates may go on answering what it forgets',
    ])
    world.nowMs += 60_000
    await known(here)
    expect(here.isPurged(['orders:1'], generation)).toBe(true)
    expect(here.isPurged(['orders:2'], generation)).toBe(false)
  })

  it('keeps a purge whose number it could not read until it can', async () => {
    const { here, faulty } = world
    const generation = await known(here)
    faulty.script('none', 'error-before')
    await here.purge(['orders:1'])
    expect(here.isPurged(['orders:1'], generation + 100)).toBe(true)
    world.nowMs += 31_000
    const after = await known(here)
    expect(here.isPurged(['orders:1'], generation)).toBe(true)
    expect(here.isPurged(['orders:1'], after)).toBe(false)
  })
})

describe('the sweep', () => {
  it('keeps the newest tags, and counts what is older than they are as purged', async () => {
    const { here, there } = world
    const numbers: number[] = []
    for (let at = 0; at < 10; at += 1) {
      numbers.push(await known(here))
      await here.purge([`t${at}`])
    }
    const last = await known(here)
    await sweepPurges(db, 4)
    const kept = await purgesSince(db, 0, 100)
    expect([...kept.purged.keys()].sort()).toEqual(['t6', 't7', 't8', 't9'].map(tagHash).sort())
    expect(kept.floor).toBe(6)
    // An isolate that starts now has never heard of the first ones, and one that ran has forgotten them.
    world.nowMs += 6_000
    await known(here)
    await known(there)
    for (const isolate of [here, there]) {
      expect(numbers.map((number) => isolate.isPurged(['unrelated'], number))).toEqual(
        numbers.map((number) => number < 6),
      )
      expect(isolate.isPurged(['t0'], 5)).toBe(true)
      expect(isolate.isPurged(['t5'], 6)).toBe(false)
      expect(isolate.isPurged(['t8'], 8)).toBe(true)
      expect(isolate.isPurged(['t8'], last)).toBe(false)
    }
  })

  it('does nothing while there are few', async () => {
    await world.here.purge(['a'])
    await sweepPurges(db, 4)
    expect(await purgesSince(db, 0, 100)).toMatchObject({ generation: 1, floor: 0 })
  })

  it('loses nothing to an isolate that reads page by page meanwhile', async () => {
    for (let at = 0; at < 9; at += 1) await world.here.purge([`t${at}`])
    let reads = 0
    const database = openDatabase({
      prepare: (query: string) => env.DB.prepare(query),
      batch: async (statements: D1PreparedStatement[]) => {
        const result = await env.DB.batch(statements)
        reads += 1
        // Between two pages, another purge and a sweep of what was not read yet.
        if (reads === 1) {
          await world.there.purge(['t1'])
          await sweepPurges(db, 3)
        }
        return result
      },
    } as unknown as D1Database)
    const state = await purgesSince(database, 0, 3)
    const isPurged = (tag: string, generation: number) =>
      generation < state.floor || (state.purged.get(tagHash(tag)) ?? 0) > generation
    for (let at = 0; at < 9; at += 1) expect(isPurged(`t${at}`, at)).toBe(true)
    expect(isPurged('t1', 9)).toBe(true)
    expect(state.generation).toBe(9)
  })
})
