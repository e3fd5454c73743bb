import { beforeEach, describe, expect, test } from 'vitest'

import { createSnapshot, type Snapshot } from '#worker/route/snapshot.ts'

import { FakeSource } from '../../support/fake-source.ts'

let source: FakeSource
let snapshot: Snapshot
let background: Promise<unknown>[]
let logged: string[]

beforeEach(() => {
  source = new FakeSource()
  source.publish({ old: { method: 'GET', path: '/old' } })
  background = []
  logged = []
  snapshot = createSnapshot({ source, now: source.now, log: (message) => logged.push(message) })
})

async function answers(path: string): Promise<boolean | undefined> {
  const router = await snapshot.router((work) => background.push(work))
  return router && router.match('GET', path) !== undefined
}

async function publishNew(): Promise<void> {
  await answers('/old')
  source.publish({ new: { method: 'GET', path: '/new' } })
  source.calls.length = 0
}

describe('the route index of an isolate', () => {
  test('asks nothing within a second', async () => {
    await publishNew()
    source.nowMs += 1_000
    expect(await answers('/old')).toBe(true)
    expect(source.calls).toEqual([])
  })

  test('is refreshed behind a request when it is older, once for all requests', async () => {
    await publishNew()
    source.nowMs += 1_001
    expect(await Promise.all([answers('/old'), answers('/old'), answers('/old')])).toEqual([
      true,
      true,
      true,
    ])
    await Promise.all(background)
    expect(await answers('/new')).toBe(true)
    expect(source.calls).toEqual(['revision', 'index'])
  })

  test('is never older than 5 s, even in an isolate that idled', async () => {
    await publishNew()
    source.nowMs += 3_600_000
    expect(await answers('/new')).toBe(true)
    expect(await answers('/old')).toBe(false)
  })

  test('reads the index only when the revision moved', async () => {
    await answers('/old')
    source.nowMs += 6_000
    await answers('/old')
    expect(source.calls).toEqual(['revision', 'index', 'revision'])
  })

  test('keeps answering while storage is down, asking at most once a second', async () => {
    await publishNew()
    source.storage = 'down'
    source.nowMs += 60_000
    for (let request = 0; request < 100; request += 1) expect(await answers('/old')).toBe(true)
    expect(source.calls).toEqual(['revision'])
    expect(logged).toEqual(['the route index could not be refreshed'])
    source.nowMs += 1_000
    source.storage = 'up'
    await answers('/old')
    await Promise.all(background)
    expect(await answers('/new')).toBe(true)
  })

  test('waits for hanging storage once, at most a second', async () => {
    await publishNew()
    source.storage = 'hanging'
    source.nowMs += 6_000
    const startedAt = performance.now()
    expect(await answers('/old')).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(1_900)
    const again = performance.now()
    for (let request = 0; request < 50; request += 1) expect(await answers('/old')).toBe(true)
    expect(performance.now() - again).toBeLessThan(500)
  })

  test('a refresh that never ended does not stop later ones', async () => {
    await publishNew()
    source.storage = 'hanging'
    source.nowMs += 1_500
    await answers('/old')
    source.storage = 'up'
    source.nowMs += 5_000
    expect(await answers('/new')).toBe(true)
  })

  test('a cold isolate reads the copy when storage is down', async () => {
    source.storage = 'down'
    source.copy = {
      revision: 1,
      entries: [{ endpointId: 'old', version: 1, method: 'GET', path: '/old' }],
    }
    expect(await answers('/old')).toBe(true)
    source.storage = 'up'
    source.publish({ new: { method: 'GET', path: '/new' } })
    source.nowMs += 5_001
    expect(await answers('/new')).toBe(true)
  })

  test('a cold isolate with nothing at all has no index, and recovers', async () => {
    source.storage = 'down'
    expect(await answers('/old')).toBeUndefined()
    expect(await answers('/old')).toBeUndefined()
    expect(source.calls.filter((call) => call === 'revision')).toHaveLength(1)
    source.storage = 'up'
    source.nowMs += 1_000
    expect(await answers('/old')).toBe(true)
  })

  test('refresh sees what was published before it was called', async () => {
    await publishNew()
    await snapshot.refresh()
    expect(await answers('/new')).toBe(true)
  })

  test('a failing refresh leaves what is there', async () => {
    await publishNew()
    source.storage = 'down'
    await snapshot.refresh()
    expect(await answers('/old')).toBe(true)
  })
})
