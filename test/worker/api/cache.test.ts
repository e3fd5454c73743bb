import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import { createCacheUsage } from '#worker/cache/usage.ts'
import { addCacheUsage } from '#worker/db/cache-usage.ts'
import { openDatabase } from '#worker/db/database.ts'
import type { Gateway } from '#worker/gateway.ts'
import { createServices } from '#worker/services.ts'

import {
  type Client,
  memberClient,
  origin,
  ownerClient,
  sampleConfig,
} from '../../support/client.ts'
import { until } from '../../support/until.ts'

/** What docs/invalidation.md promises. */
const promisedMs = 5_000

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

let counter = 0
/** A path that no other test has. */
const freshPath = (rest = '') => `/c${++counter}${rest}`

async function publish(config: Record<string, unknown>): Promise<string> {
  const created = await owner.post('/endpoints', sampleConfig(config))
  expect(created.body).toMatchObject({ id: expect.any(String) })
  expect((await owner.post(`/endpoints/${created.body.id}/publish`, {})).status).toBe(200)
  return created.body.id
}

const read = (path: string, caching: object = {}) =>
  publish({ path, caching: { enabled: true, ttl: 600, ...caching } })
const write = (path: string, more: object = {}) => publish({ path, method: 'POST', ...more })

type Send = (request: Request) => Promise<Response>
const here: Send = (request) => exports.default.fetch(request)

/** `hit`, or why it was not. */
async function ask(path: string, send: Send = here, method = 'GET'): Promise<string> {
  const answer = await send(new Request(`${origin}/api/custom${path}`, { method }))
  await answer.text()
  if (method !== 'GET') return String(answer.status)
  return /^Ecluse; (?:fwd=)?([\w-]+)/.exec(answer.headers.get('cache-status') ?? '')?.[1] ?? ''
}

/** Another isolate over the same bindings. */
function elsewhere(): Send {
  const { gateway }: { gateway: Gateway } = createServices({ ...env })
  return async (request) => {
    const later: Promise<unknown>[] = []
    const answer = await gateway.handle(request, (work) => later.push(work))
    const copy = new Response(await answer.arrayBuffer(), answer)
    // Not for what is counted, which is written ten seconds later.
    await Promise.race([Promise.all(later), scheduler.wait(500)])
    return copy
  }
}

async function stored(path: string, send: Send = here): Promise<void> {
  await ask(path, send)
  expect(await ask(path, send)).toBe('hit')
}

describe('POST /endpoints/{id}/purge', () => {
  it('forgets everything an endpoint has stored, and nothing of another', async () => {
    const [one, other] = [freshPath(), freshPath()]
    const id = await read(`${one}/{id}`)
    await read(other)
    for (const path of [`${one}/1`, `${one}/2`, other]) await stored(path)
    const purged = await owner.post(`/endpoints/${id}/purge`, { scope: 'all' })
    expect(purged).toMatchObject({
      status: 200,
      body: { scope: 'all', tags: [], path: null, withinSeconds: 5 },
    })
    expect(await ask(`${one}/1`)).not.toBe('hit')
    expect(await ask(`${one}/2`)).not.toBe('hit')
    expect(await ask(other)).toBe('hit')
  })

  it('forgets by tags, at every endpoint that has them', async () => {
    const [one, other] = [freshPath(), freshPath()]
    const id = await read(`${one}/{id}`, { tags: ['things:{id}'] })
    await read(`${other}/{id}`, { tags: ['things:{id}'] })
    for (const path of [`${one}/1`, `${one}/2`, `${other}/1`]) await stored(path)
    await owner.post(`/endpoints/${id}/purge`, { scope: 'tags', tags: ['things:1'] })
    expect(await ask(`${one}/1`)).not.toBe('hit')
    expect(await ask(`${other}/1`)).not.toBe('hit')
    expect(await ask(`${one}/2`)).toBe('hit')
  })

  it('forgets one path, however it is written', async () => {
    const path = freshPath()
    const id = await read(`${path}/{id}`)
    for (const one of [`${path}/a`, `${path}/b`]) await stored(one)
    const purged = await owner.post(`/endpoints/${id}/purge`, {
      scope: 'path',
      path: `${path}/%61`,
    })
    expect(purged.body).toMatchObject({ path: `${path}/a` })
    expect(await ask(`${path}/a`)).not.toBe('hit')
    expect(await ask(`${path}/b`)).toBe('hit')
  })

  it.each([
    ['a path of another endpoint', '/elsewhere', /below \/api\/custom/],
    ['a path with the base path', '/api/custom/x/1', /below \/api\/custom/],
    ['a path that is none', '/x//1', /empty segment/],
  ])('says what to write instead of %s', async (_, path, message) => {
    const id = await read(freshPath('/{id}'))
    const refused = await owner.post(`/endpoints/${id}/purge`, { scope: 'path', path })
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
    expect(refused.body.details[0]).toMatchObject({ pointer: '/path' })
    expect(refused.body.details[0].message).toMatch(message)
  })

  it('needs an endpoint, a scope and an editor', async () => {
    const id = await read(freshPath())
    expect((await owner.post('/endpoints/ep_none/purge', { scope: 'all' })).status).toBe(404)
    expect((await owner.post(`/endpoints/${id}/purge`, {})).status).toBe(422)
    expect((await owner.post(`/endpoints/${id}/purge`, { scope: 'tags', tags: [] })).status).toBe(
      422,
    )
    const viewer = await memberClient(owner, 'viewer', 'cacheviewer')
    expect((await viewer.post(`/endpoints/${id}/purge`, { scope: 'all' })).status).toBe(403)
    expect((await viewer.post('/cache/purge', { tags: ['a'] })).status).toBe(403)
  })

  it('is in the audit log', async () => {
    const id = await read(freshPath())
    await owner.post(`/endpoints/${id}/purge`, { scope: 'tags', tags: ['a:1'] })
    const { items } = (await owner.get(`/audit?targetId=${id}`)).body
    expect(items[0]).toMatchObject({
      action: 'endpoint.purge',
      details: { scope: 'tags', tags: ['a:1'], path: null },
    })
  })

  it('is seen by another isolate within five seconds', async () => {
    const path = freshPath()
    const id = await read(path)
    const there = elsewhere()
    await stored(path, there)
    await owner.post(`/endpoints/${id}/purge`, { scope: 'all' })
    const purgedAt = Date.now()
    await until(async () => (await ask(path, there)) !== 'hit', promisedMs)
    expect(Date.now() - purgedAt).toBeLessThan(promisedMs)
    expect(await ask(path, there)).toBe('hit')
  }, 60_000)
})

it('POST /cache/purge forgets tags everywhere, and is in the audit log', async () => {
  const path = freshPath()
  await read(path, { tags: ['shared'] })
  await stored(path)
  const purged = await owner.post('/cache/purge', { tags: ['shared'] })
  expect(purged).toMatchObject({ status: 200, body: { scope: 'tags', tags: ['shared'] } })
  expect(await ask(path)).not.toBe('hit')
  expect((await owner.get('/audit?targetId=cache')).body.items[0]).toMatchObject({
    action: 'cache.purge',
    details: { tags: ['shared'] },
  })
})

describe('a write', () => {
  it.each(['reader first', 'writer first'])(
    'forgets by the rule of a reader: %s',
    async (order) => {
      const [view, orders] = [freshPath(), freshPath()]
      const rule = { on: `POST ${orders}/{id}`, tags: ['order:{id}'] }
      const reader = () => read(`${view}/{id}`, { tags: ['order:{id}'], invalidationRules: [rule] })
      const writer = () => write(`${orders}/{orderId}`)
      for (const make of order === 'reader first' ? [reader, writer] : [writer, reader])
        await make()
      for (const path of [`${view}/1`, `${view}/2`]) await stored(path)
      expect(await ask(`${orders}/1`, here, 'POST')).toBe('200')
      expect(await ask(`${view}/1`)).not.toBe('hit')
      expect(await ask(`${view}/2`)).toBe('hit')
    },
  )

  it('forgets its own path without a rule', async () => {
    const path = freshPath()
    await read(`${path}/{id}`)
    await write(`${path}/{name}`)
    for (const one of [`${path}/1`, `${path}/2`]) await stored(one)
    await ask(`${path}/1`, here, 'POST')
    expect(await ask(`${path}/1`)).not.toBe('hit')
    expect(await ask(`${path}/2`)).toBe('hit')
  })

  it('that fails forgets nothing', async () => {
    const path = freshPath()
    await read(path)
    await write(path, { response: { status: 409, body: 'no' } })
    await stored(path)
    expect(await ask(path, here, 'POST')).toBe('409')
    expect(await ask(path)).toBe('hit')
  })

  it('through one isolate is seen by another within five seconds', async () => {
    const path = freshPath()
    await read(path)
    await write(path)
    const there = elsewhere()
    await stored(path, there)
    await ask(path, here, 'POST')
    await until(async () => (await ask(path, there)) !== 'hit', promisedMs)
  }, 60_000)
})

describe('what is live', () => {
  it('never answers with what another version stored', async () => {
    const path = freshPath()
    const config = sampleConfig({
      path,
      caching: { enabled: true, ttl: 600 },
      response: { body: 'one' },
    })
    const { id } = (await owner.post('/endpoints', config)).body
    const text = async () => (await here(new Request(`${origin}/api/custom${path}`))).text()
    await owner.post(`/endpoints/${id}/publish`, {})
    await stored(path)
    await owner.put(
      `/endpoints/${id}`,
      { ...config, response: { body: 'two' } },
      { 'if-match': '*' },
    )
    await owner.post(`/endpoints/${id}/publish`, {})
    expect(await text()).toBe('two')
    await stored(path)
    await owner.post(`/endpoints/${id}/rollback`, { version: 1 })
    // Not the answer of its first time: what was written meanwhile may have passed it by.
    expect(await ask(path)).not.toBe('hit')
    expect(await text()).toBe('one')
  })

  it('starts anew when it is switched on again', async () => {
    const path = freshPath()
    const id = await read(path)
    await stored(path)
    await owner.post(`/endpoints/${id}/disable`)
    await owner.post(`/endpoints/${id}/enable`)
    expect(await ask(path)).not.toBe('hit')
  })

  it('forgets once more when every isolate knows its rules', async () => {
    const path = freshPath()
    await read(path)
    await stored(path)
    await until(async () => (await ask(path)) !== 'hit', 8_000)
    await until(async () => (await ask(path)) === 'hit', 5_000)
  }, 60_000)
})

describe.each(['kv', 'database'])('the %s tier', (strategy) => {
  it('answers in another isolate, until a purge', async () => {
    const path = freshPath()
    const id = await read(path, { strategy })
    const one = elsewhere()
    // What is used twice is worth a write.
    await ask(path, one)
    await ask(path, one)
    const other = elsewhere()
    await until(async () => (await ask(path, elsewhere())) === 'hit', 5_000)
    expect(await ask(path, other)).toBe('hit')
    await owner.post(`/endpoints/${id}/purge`, { scope: 'all' })
    expect(await ask(path, elsewhere())).not.toBe('hit')
    await until(async () => (await ask(path, other)) !== 'hit', promisedMs)
  }, 60_000)
})

describe('GET /endpoints/{id}/purged-by', () => {
  it('names the live endpoints that make it forget, and rules that speak of none', async () => {
    const [view, orders] = [freshPath(), freshPath()]
    const rules = [`POST ${orders}/{x}`, { on: 'PUT /nobody/{id}', tags: ['a:{id}'] }]
    const id = await read(`${view}/{id}`, { invalidationRules: rules })
    const writer = await write(`${orders}/{id}`)
    const same = await write(`${view}/all`)
    const { body } = await owner.get(`/endpoints/${id}/purged-by`)
    expect(body).toEqual({
      rules: [
        {
          on: `POST ${orders}/{x}`,
          tags: [],
          writer: { id: writer, name: expect.any(String), method: 'POST', path: `${orders}/{id}` },
        },
        { on: 'PUT /nobody/{id}', tags: ['a:{id}'], writer: null },
      ],
      samePath: [{ id: same, name: expect.any(String), method: 'POST', path: `${view}/all` }],
    })
    await owner.post(`/endpoints/${writer}/disable`)
    expect((await owner.get(`/endpoints/${id}/purged-by`)).body.rules[0].writer).toBeNull()
  })
})

describe('GET /endpoints/{id}/cache-usage', () => {
  it('adds up what isolates counted per day', async () => {
    const id = await read(freshPath())
    const db = openDatabase(env.DB)
    const now = Date.now()
    const later: Promise<unknown>[] = []
    const usage = (at: number) =>
      createCacheUsage({
        now: () => at,
        wait: () => Promise.resolve(),
        log: () => undefined,
        write: (counts) => addCacheUsage(db, counts),
      })
    const [one, other, yesterday] = [usage(now), usage(now), usage(now - 86_400_000)]
    for (const verdict of ['hit', 'hit', 'miss', 'stale', 'bypass'] as const)
      one.note(id, verdict, (work) => later.push(work))
    other.note(id, 'hit', (work) => later.push(work))
    yesterday.note(id, 'miss', (work) => later.push(work))
    other.note('ep_deleted', 'hit', (work) => later.push(work))
    await Promise.all(later)
    const day = (at: number) => new Date(at).toISOString().slice(0, 10)
    expect((await owner.get(`/endpoints/${id}/cache-usage`)).body.items).toEqual([
      { day: day(now - 86_400_000), hit: 0, stale: 0, miss: 1, bypass: 0 },
      { day: day(now), hit: 3, stale: 1, miss: 1, bypass: 1 },
    ])
  })
})
