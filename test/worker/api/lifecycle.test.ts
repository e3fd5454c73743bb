import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import { type Client, origin, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

const callEndpoint = (path: string) => exports.default.fetch(`${origin}/api/custom${path}`)

describe('an endpoint from draft to deletion', () => {
  it('answers callers from publish on, rolls back, pauses and disappears', async () => {
    const created = await owner.post(
      '/endpoints',
      sampleConfig({ path: '/life/{id}', response: { body: 'one' } }),
    )
    expect(created.status).toBe(201)
    expect(created.headers.get('etag')).toBe('"1"')
    expect(created.body).toMatchObject({ state: 'draft', liveVersion: null, revision: 1 })
    expect(created.body.url).toBe(`${origin}/api/custom/life/{id}`)
    const path = `/endpoints/${created.body.id}`
    expect((await callEndpoint('/life/1')).status).toBe(404)

    const published = await owner.post(`${path}/publish`, { note: 'first' })
    expect(published.status).toBe(200)
    expect(published.body).toMatchObject({ state: 'live', liveVersion: 1, latestVersion: 1 })
    expect(published.body.hasUnpublishedChanges).toBe(false)
    expect(await (await callEndpoint('/life/1')).text()).toBe('one')

    const draft = { ...created.body.config, response: { body: 'two' } }
    const saved = await owner.put(path, draft, { 'if-match': '"1"' })
    expect(saved.status).toBe(200)
    expect(saved.headers.get('etag')).toBe('"2"')
    expect(saved.body.hasUnpublishedChanges).toBe(true)
    expect(await (await callEndpoint('/life/1')).text()).toBe('one')

    await owner.post(`${path}/publish`)
    expect(await (await callEndpoint('/life/1')).text()).toBe('two')

    const rolledBack = await owner.post(`${path}/rollback`, { version: 1 })
    expect(rolledBack.body).toMatchObject({ liveVersion: 1, latestVersion: 2 })
    expect(rolledBack.body.hasUnpublishedChanges).toBe(true)
    expect(await (await callEndpoint('/life/1')).text()).toBe('one')

    expect((await owner.post(`${path}/disable`)).body.state).toBe('off')
    expect((await callEndpoint('/life/1')).status).toBe(404)
    expect((await owner.post(`${path}/enable`)).body.state).toBe('live')
    expect(await (await callEndpoint('/life/1')).text()).toBe('one')

    expect((await owner.delete(path)).status).toBe(204)
    expect((await callEndpoint('/life/1')).status).toBe(404)
    expect((await owner.get(path)).status).toBe(404)

    const audit = await owner.get(`/audit?targetId=${created.body.id}`)
    expect(audit.body.items.map((item: { action: string }) => item.action)).toEqual([
      'endpoint.delete',
      'endpoint.enable',
      'endpoint.disable',
      'endpoint.rollback',
      'endpoint.publish',
      'endpoint.save',
      'endpoint.publish',
      'endpoint.create',
    ])
  })

  it('keeps an endpoint off that was switched off, when a new version is published', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    await owner.post(`/endpoints/${body.id}/publish`)
    await owner.post(`/endpoints/${body.id}/disable`)
    expect((await owner.post(`/endpoints/${body.id}/publish`)).body.state).toBe('off')
  })

  it('lists versions newest first, with who published and which one is live', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    await owner.post(`/endpoints/${body.id}/publish`, { note: 'a' })
    await owner.post(`/endpoints/${body.id}/publish`, { note: 'b' })
    const first = await owner.get(`/endpoints/${body.id}/versions?limit=1`)
    expect(first.body.items).toMatchObject([
      { version: 2, note: 'b', isLive: true, publishedBy: 'Olga Owner' },
    ])
    const next = await owner.get(
      `/endpoints/${body.id}/versions?limit=1&cursor=${first.body.nextCursor}`,
    )
    expect(next.body.items).toMatchObject([{ version: 1, note: 'a', isLive: false }])
    expect(next.body.nextCursor).toBeUndefined()
    const detail = await owner.get(`/endpoints/${body.id}/versions/1`)
    expect(detail.body.config.name).toBe(body.config.name)
    expect((await owner.get(`/endpoints/${body.id}/versions/9`)).status).toBe(404)
  })

  it('runs a draft that is not published and traces it', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig({ response: { body: 'tried' } }))
    const tried = await owner.post(`/endpoints/${body.id}/test`, {
      request: { path: body.config.path.replace('{id}', '7') },
    })
    expect(tried.status).toBe(200)
    expect(tried.body.response).toMatchObject({ status: 200, body: 'tried' })
  })
})

describe('writes that meet each other', () => {
  it('asks for If-Match on save: 428 without, 412 with an old one, * for whatever is there', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    const path = `/endpoints/${body.id}`
    expect((await owner.put(path, body.config)).body.code).toBe('precondition_required')
    const stale = await owner.put(path, body.config, { 'if-match': '"7"' })
    expect(stale.status).toBe(412)
    expect((await owner.put(path, body.config, { 'if-match': 'W/"1"' })).status).toBe(412)
    expect((await owner.put(path, body.config, { 'if-match': '*' })).status).toBe(200)
    const audit = await owner.get(`/audit?targetId=${body.id}`)
    expect(audit.body.items).toHaveLength(2)
  })

  it('lets exactly one of many simultaneous saves win', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        owner.put(`/endpoints/${body.id}`, body.config, { 'if-match': '"1"' }),
      ),
    )
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412, 412, 412])
    expect((await owner.get(`/audit?targetId=${body.id}`)).body.items).toHaveLength(2)
  })

  it('publishes only the very draft that If-Match names', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    const refused = await owner.post(`/endpoints/${body.id}/publish`, {}, { 'if-match': '"9"' })
    expect(refused.body.code).toBe('revision_mismatch')
  })

  it('names the other endpoint when method and path are taken, parameter names ignored', async () => {
    const first = await owner.post(
      '/endpoints',
      sampleConfig({ name: 'First', path: '/taken/{a}' }),
    )
    const second = await owner.post('/endpoints', sampleConfig({ path: '/taken/{b}' }))
    expect(second.status).toBe(409)
    expect(second.body.code).toBe('route_conflict')
    expect(second.body.detail).toContain('First')
    expect(second.body.detail).toContain(first.body.id)
    const checked = await owner.post('/endpoints/check', {
      config: sampleConfig({ path: '/taken/{c}' }),
    })
    expect(checked.body.issues).toMatchObject([{ pointer: '/path', code: 'route_conflict' }])
    expect(
      (await owner.post('/endpoints', sampleConfig({ path: '/taken/{b}', method: 'POST' }))).status,
    ).toBe(201)
  })

  it('lets exactly one of many simultaneous creations have the path', async () => {
    const config = sampleConfig({ path: '/raced' })
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => owner.post('/endpoints', config)),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body.code === 'route_conflict')).toHaveLength(5)
  })

  it('refuses a path that another endpoint still answers with its live version', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig({ path: '/moved' }))
    await owner.post(`/endpoints/${body.id}/publish`)
    await owner.put(
      `/endpoints/${body.id}`,
      { ...body.config, path: '/moved-away' },
      { 'if-match': '"1"' },
    )
    const other = await owner.post('/endpoints', sampleConfig({ path: '/moved' }))
    expect(other.body.code).toBe('route_conflict')
  })
})

describe('lists', () => {
  it('pages through endpoints without repeating or skipping one while others are created', async () => {
    const ids: string[] = []
    for (let at = 0; at < 5; at++)
      ids.push((await owner.post('/endpoints', sampleConfig({ name: `Paged ${at}` }))).body.id)
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await owner.get(`/endpoints?q=Paged&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.body.items.map((item: { id: string }) => item.id))
      cursor = page.body.nextCursor ?? ''
      await owner.post('/endpoints', sampleConfig({ name: 'Paged later' }))
    } while (cursor !== '')
    expect(seen).toEqual(ids.toReversed())
  })

  it('finds by part of name or path, taking % and _ literally, by method and by state', async () => {
    await owner.post('/endpoints', sampleConfig({ name: '100% sure', method: 'PATCH' }))
    const names = async (query: string) =>
      (await owner.get(`/endpoints?${query}`)).body.items.map((item: { name: string }) => item.name)
    expect(await names('q=0%25+s')).toEqual(['100% sure'])
    expect(await names('q=1_0%25')).toEqual([])
    expect(await names('method=patch')).toEqual(['100% sure'])
    expect(await names('state=draft&method=PATCH')).toEqual(['100% sure'])
    expect(await names('state=live&method=PATCH')).toEqual([])
  })

  it('refuses unknown, repeated and malformed query parameters', async () => {
    for (const query of ['limit=0', 'limit=x', 'nope=1', 'limit=1&limit=2', 'cursor=%F0%9F'])
      expect((await owner.get(`/endpoints?${query}`)).status, query).toBe(400)
  })
})

describe('inputs', () => {
  it('reports every problem of a configuration with its pointer', async () => {
    const answer = await owner.post('/endpoints', {
      ...sampleConfig(),
      method: 'TRACE',
      caching: { ttl: -1 },
      createdBy: 'me',
    })
    expect(answer.status).toBe(422)
    expect(answer.body.code).toBe('invalid_configuration')
    const pointers = answer.body.details.map((issue: { pointer: string }) => issue.pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/method', '/caching/ttl', '/createdBy']))
  })

  it.each(['id', 'revision', 'owner', 'liveVersion', 'tenantId', '__proto__'])(
    'refuses the field %s in a configuration',
    async (field) => {
      const body = JSON.stringify(sampleConfig()).replace('{', `{"${field}":{},`)
      expect((await owner.post('/endpoints', body)).status).toBe(422)
    },
  )

  it('refuses bodies that are no JSON, not called JSON, or too large', async () => {
    expect((await owner.post('/endpoints', '{')).body.code).toBe('malformed_json')
    const text = await owner.post('/endpoints', '{}', { 'content-type': 'text/plain' })
    expect(text.body.code).toBe('unsupported_media_type')
    const large = await owner.post('/endpoints', `"${'x'.repeat(1_100_000)}"`)
    expect(large.body.code).toBe('body_too_large')
  })

  it('answers 404 and 405 with Allow as problem+json, never cached, with a request id', async () => {
    const unknown = await owner.get('/nothing')
    expect(unknown.status).toBe(404)
    expect(unknown.headers.get('content-type')).toBe('application/problem+json')
    const wrong = await owner.delete('/endpoints')
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST')
    expect(wrong.headers.get('cache-control')).toBe('no-store')
    expect(wrong.headers.get('x-request-id')).toMatch(/^req_/)
  })
})
