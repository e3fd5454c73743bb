import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'

import { decodeAnswers, encodeAnswers } from '#worker/cache/answer-encoding.ts'
import type { CacheTier, StoredAnswer } from '#worker/cache/types.ts'
import { openDatabase } from '#worker/db/database.ts'
import { sweepCached } from '#worker/db/cached-answers.ts'
import { createD1Tier, largestD1ValueBytes } from '#worker/platform/d1-cache-tier.ts'
import { createKvTier, largestKvValueBytes } from '#worker/platform/kv-cache-tier.ts'

const db = openDatabase(env.DB)
const startMs = Date.now()
let nowMs = startMs
let logs: string[] = []
const deps = { now: () => nowMs, log: (message: string) => void logs.push(message) }
beforeEach(async () => {
  nowMs = startMs
  logs = []
  await env.DB.exec('DELETE FROM cached_answer')
})

const everyByte = Uint8Array.from({ length: 256 }, (_, at) => at)
const answer = (more: Partial<StoredAnswer> = {}): StoredAnswer => ({
  status: 200,
  headers: [
    ['content-type', 'application/octet-stream'],
    ['x-text', 'ÿ "quoted"'],
  ],
  body: everyByte,
  requestedAt: startMs - 20,
  receivedAt: startMs - 10,
  vary: [
    ['accept', 'text/html'],
    ['accept-language', null],
  ],
  tags: ['endpoint:ep_1', 'tag:orders:42'],
  generation: 7,
  expiresAt: startMs + 120_000,
  ...more,
})
const two = [answer(), answer({ status: 404, body: new Uint8Array(), vary: [] })]
const keyOf = (text: string) => text.padEnd(64, '0')

describe('the encoding', () => {
  it('gives back what it was given', () => {
    expect(decodeAnswers(encodeAnswers(two))).toEqual(two)
    expect(decodeAnswers(encodeAnswers([]))).toEqual([])
  })

  it('reads a value that lies inside of a larger one', () => {
    const value = encodeAnswers(two)
    const larger = new Uint8Array(value.byteLength + 20)
    larger.set(value, 13)
    expect(decodeAnswers(larger.subarray(13, 13 + value.byteLength))).toEqual(two)
  })

  it('refuses another format, another version, and every value that was cut or grew', () => {
    const value = encodeAnswers(two)
    expect(
      decodeAnswers(new Uint8Array(new TextEncoder().encode('{"status":200}'))),
    ).toBeUndefined()
    const next = new Uint8Array(value)
    next[2] = 2
    expect(decodeAnswers(next)).toBeUndefined()
    for (let length = 0; length < value.byteLength; length += 1)
      expect(decodeAnswers(value.slice(0, length))).toBeUndefined()
    expect(decodeAnswers(new Uint8Array([...value, 0]))).toBeUndefined()
  })

  it('refuses a head that says something else', () => {
    const broken = [
      { ...answer(), status: 99 },
      { ...answer(), generation: -1 },
      { ...answer(), tags: [1] },
      { ...answer(), expiresAt: '2030' },
    ] as unknown as StoredAnswer[]
    for (const wrong of broken) expect(decodeAnswers(encodeAnswers([wrong]))).toBeUndefined()
  })
})

const tiers: [string, () => CacheTier][] = [
  ['kv', () => createKvTier(env.CACHE, deps)],
  ['database', () => createD1Tier({ readDb: db, db, ...deps })],
]

describe.each(tiers)('the %s tier', (name, create) => {
  it('gives back what it was given, by its key', async () => {
    const tier = create()
    await tier.put(keyOf(`a${name}`), two)
    expect(await tier.get(keyOf(`a${name}`))).toEqual(two)
    expect(await tier.get(keyOf(`b${name}`))).toBeUndefined()
  })

  it('replaces and deletes', async () => {
    const tier = create()
    const key = keyOf(`c${name}`)
    await tier.put(key, two)
    nowMs += 1_000
    await tier.put(key, [answer({ status: 201 })])
    expect(await create().get(key)).toMatchObject([{ status: 201 }])
    nowMs += 1_000
    await tier.delete(key)
    expect(await tier.get(key)).toBeUndefined()
  })

  it('returns nothing that has expired, whatever storage still has', async () => {
    const tier = create()
    const key = keyOf(`d${name}`)
    await tier.put(key, [answer({ expiresAt: startMs + 500 }), answer({ status: 203 })])
    nowMs += 499
    expect(await tier.get(key)).toHaveLength(2)
    nowMs += 1
    expect(await tier.get(key)).toMatchObject([{ status: 203 }])
    nowMs += 120_000
    expect(await tier.get(key)).toBeUndefined()
    expect(logs).toEqual([])
  })

  it('keeps an answer up to its documented size, and none above', async () => {
    const tier = create()
    const largest = name === 'kv' ? largestKvValueBytes : largestD1ValueBytes
    const overhead = encodeAnswers([answer({ body: new Uint8Array() })]).byteLength + 12
    const [fits, exceeds] = [keyOf(`e${name}`), keyOf(`f${name}`)]
    await tier.put(fits, [answer({ body: new Uint8Array(largest - overhead).fill(200) })])
    await tier.put(exceeds, [answer({ body: new Uint8Array(largest) })])
    expect((await tier.get(fits))?.[0]?.body.byteLength).toBe(largest - overhead)
    expect(await tier.get(exceeds)).toBeUndefined()
    // Of several, the newest that fit.
    const half = answer({ body: new Uint8Array(largest / 2 - overhead) })
    await tier.put(keyOf(`8${name}`), [half, answer({ status: 203 }), half])
    expect(await tier.get(keyOf(`8${name}`))).toMatchObject([{ status: 200 }, { status: 203 }])
  })

  it('takes what it cannot read for nothing, and says so', async () => {
    const key = keyOf(`9${name}`)
    await env.CACHE.put(key, 'something else')
    await env.DB.prepare('INSERT INTO cached_answer VALUES (?, ?, 0, ?)')
      .bind(key, btoa('something else'), startMs + 1_000)
      .run()
    expect(await create().get(key)).toBeUndefined()
    expect(logs).toEqual(['a cached answer could not be read'])
  })
})

describe('the kv tier', () => {
  it('writes a key once a second', async () => {
    const tier = createKvTier(env.CACHE, deps)
    const key = keyOf('once')
    await tier.put(key, two)
    nowMs += 999
    await tier.put(key, [answer({ status: 203 })])
    expect(await tier.get(key)).toEqual(two)
    nowMs += 1
    await tier.put(key, [answer({ status: 203 })])
    expect(await createKvTier(env.CACHE, deps).get(key)).toMatchObject([{ status: 203 }])
  })

  it('asks KV for a life that it takes: at least a minute', async () => {
    const lives: unknown[] = []
    const kv = {
      put: (_key: string, _value: unknown, options: { expirationTtl: number }) =>
        Promise.resolve(void lives.push(options.expirationTtl)),
    } as unknown as KVNamespace
    const tier = createKvTier(kv, deps)
    await tier.put('1', [answer({ expiresAt: startMs + 1 })])
    await tier.put('2', [
      answer({ expiresAt: startMs + 90_001 }),
      answer({ expiresAt: startMs + 1 }),
    ])
    await tier.put('3', [answer({ expiresAt: startMs })])
    expect(lives).toEqual([60, 91])
  })
})

describe('the database tier', () => {
  it('is swept: what expired, then the oldest beyond its rows and bytes', async () => {
    const tier = createD1Tier({ readDb: db, db, ...deps })
    const lengthOf = 4 * Math.ceil(encodeAnswers([answer()]).byteLength / 3)
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      nowMs += 1
      await tier.put(key, [answer({ expiresAt: key === 'e' ? nowMs + 1 : nowMs + 10_000 })])
    }
    const keys = async () =>
      (await env.DB.prepare('SELECT key FROM cached_answer ORDER BY key').all()).results.map(
        (row) => row['key'],
      )
    await sweepCached(db, nowMs + 1, { rows: 3 })
    expect(await keys()).toEqual(['b', 'c', 'd'])
    await sweepCached(db, nowMs + 1, { bytes: 2 * lengthOf })
    expect(await keys()).toEqual(['c', 'd'])
    await sweepCached(db, nowMs + 1)
    expect(await keys()).toEqual(['c', 'd'])
  })

  it('writes nothing for a minute once the database is too large', async () => {
    const tier = createD1Tier({ readDb: db, db, ...deps, largestDatabaseBytes: 4_096 })
    await tier.put('first', two)
    await tier.put('second', two)
    expect(await tier.get('second')).toBeUndefined()
    expect(logs).toEqual(['the database is too large to keep cached answers in it'])
    nowMs += 60_000
    await tier.put('second', two)
    expect(await tier.get('second')).toEqual(two)
  })
})
