import { beforeAll, describe, expect, it } from 'vitest'

import { type Role, roles } from '#contract/account.ts'
import { type Route, type RouteName, routes } from '#contract/routes.ts'

import { Client, memberClient, ownerClient, sampleConfig } from '../../support/client.ts'

const table = Object.entries(routes) as [RouteName, Route][]
const clients = {} as Record<Role, Client>

beforeAll(async () => {
  clients.owner = await ownerClient()
  for (const role of ['admin', 'editor', 'viewer'] as const)
    clients[role] = await memberClient(clients.owner, role)
})

const filled = (path: string) => path.replaceAll(/\{\w+\}/g, '1')

describe('every route', () => {
  it.each(table.filter(([, route]) => route.access !== 'public'))(
    '%s needs credentials, and the role it names',
    async (_name, route) => {
      const anonymous = await new Client().call(route.method, filled(route.path))
      expect(anonymous.body.code).toBe('unauthenticated')
      expect(anonymous.headers.get('www-authenticate')).toBe('Bearer')
      for (const role of ['viewer', 'editor', 'admin'] as const) {
        const isAllowed = roles.indexOf(role) <= roles.indexOf(route.access as Role)
        if (isAllowed) continue
        const answer = await clients[role].call(route.method, filled(route.path))
        expect(answer.body.code, role).toBe('forbidden')
      }
    },
  )

  it.each(table.filter(([, route]) => route.method !== 'GET'))(
    '%s refuses a browser that comes from another origin',
    async (_name, route) => {
      const path = filled(route.path)
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'https://gateway.example.evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        const answer = await clients.owner.call(route.method, path, {}, headers)
        expect(answer.body.code, JSON.stringify(headers)).toBe('foreign_origin')
      }
    },
  )

  it('changes nothing by GET', () => {
    for (const [, route] of table.filter(([, route]) => route.method === 'GET'))
      expect(route.body).toBeUndefined()
  })
})

describe('what a role may do', () => {
  it.each(['viewer', 'editor', 'admin'] as const)('%s reads, and writes as named', async (role) => {
    const client = clients[role]
    expect((await client.get('/endpoints')).status).toBe(200)
    const created = await client.post('/endpoints', sampleConfig())
    expect(created.status).toBe(role === 'viewer' ? 403 : 201)
    const member = {
      email: `by-${role}@example.com`,
      name: 'x',
      role: 'viewer',
      password: 'x'.repeat(12),
    }
    expect((await client.post('/users', member)).status).toBe(role === 'admin' ? 201 : 403)
  })

  it('refuses to grant more than the own role, or to touch who has more', async () => {
    const { admin, owner } = clients
    const member = { email: 'up@example.com', name: 'x', role: 'owner', password: 'x'.repeat(12) }
    expect((await admin.post('/users', member)).status).toBe(403)
    const users = (await admin.get('/users')).body.items as { id: string; role: Role }[]
    const idOf = (role: Role) => users.find((user) => user.role === role)?.id
    expect((await admin.patch(`/users/${idOf('admin')}`, { role: 'owner' })).status).toBe(403)
    expect((await admin.patch(`/users/${idOf('owner')}`, { role: 'viewer' })).status).toBe(403)
    expect((await admin.delete(`/users/${idOf('owner')}`)).status).toBe(403)
    expect((await clients.editor.post('/tokens', { name: 't', role: 'admin' })).status).toBe(403)
    expect((await owner.patch(`/users/${idOf('owner')}`, { role: 'admin' })).status).toBe(409)
    expect((await owner.delete(`/users/${idOf('owner')}`)).status).toBe(409)
  })

  it('keeps one owner when two owners demote each other at once', async () => {
    const { owner } = clients
    const second = await memberClient(owner, 'owner', 'second-owner')
    const secondId = (await second.get('/session')).body.user.id
    const ownerId = (await owner.get('/session')).body.user.id
    await Promise.all([
      owner.patch(`/users/${secondId}`, { role: 'admin' }),
      second.patch(`/users/${ownerId}`, { role: 'admin' }),
    ])
    const users = (await clients.viewer.get('/users')).body.items as { role: Role }[]
    expect(users.filter((user) => user.role === 'owner')).toHaveLength(1)
    const last = (await owner.get('/session')).body.user.role === 'owner' ? owner : second
    await last.patch(`/users/${ownerId}`, { role: 'owner' })
    await last.patch(`/users/${secondId}`, { role: 'admin' })
  })

  it('counts a changed role at the next request, for sessions and tokens', async () => {
    const { owner } = clients
    const member = await memberClient(owner, 'editor', 'demoted')
    const { token } = (await member.post('/tokens', { name: 'ci', role: 'editor' })).body
    const script = new Client()
    script.token = token
    expect((await script.post('/endpoints', sampleConfig())).status).toBe(201)
    const { id } = (await member.get('/session')).body.user
    await owner.patch(`/users/${id}`, { role: 'viewer' })
    expect((await member.post('/endpoints', sampleConfig())).status).toBe(403)
    expect((await script.post('/endpoints', sampleConfig())).status).toBe(403)
    await owner.delete(`/users/${id}`)
    expect((await member.get('/session')).status).toBe(401)
    expect((await script.get('/endpoints')).status).toBe(401)
  })

  it.each(['id', 'createdAt', 'passwordHash', '__proto__'])(
    'refuses the field %s for a member',
    async (field) => {
      const body = `{"${field}":"x","email":"m@example.com","name":"x","role":"viewer","password":"xxxxxxxxxxxx"}`
      expect((await clients.owner.post('/users', body)).status).toBe(422)
    },
  )
})

describe('API tokens', () => {
  it('are shown once, work without a browser origin, and stop when revoked', async () => {
    const { owner } = clients
    const created = await owner.post('/tokens', { name: 'deploy', role: 'editor' })
    expect(created.body.token).toMatch(/^ecl_[\w-]{43}$/)
    const script = new Client()
    script.token = created.body.token
    const posted = await script.post('/endpoints', sampleConfig(), {
      origin: 'https://other.example',
    })
    expect(posted.status).toBe(201)
    expect((await script.get('/users')).status).toBe(200)
    expect((await script.delete('/users/1')).status).toBe(403)
    const listed = await owner.get('/tokens')
    expect(JSON.stringify(listed.body)).not.toContain(created.body.token)
    expect(JSON.stringify(listed.body)).not.toMatch(/hash/i)
    expect((await owner.delete(`/tokens/${created.body.id}`)).status).toBe(204)
    expect((await script.get('/endpoints')).status).toBe(401)
  })

  it('of somebody else cannot be revoked, and look like unknown ones', async () => {
    const { body } = await clients.owner.post('/tokens', { name: 'mine', role: 'viewer' })
    const foreign = await clients.admin.delete(`/tokens/${body.id}`)
    const unknown = await clients.admin.delete('/tokens/tok_unknown')
    expect([foreign.status, foreign.body.detail]).toEqual([404, unknown.body.detail])
  })

  it('expire', async () => {
    const past = { name: 'old', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' }
    expect((await clients.owner.post('/tokens', past)).status).toBe(422)
  })

  it('that are wrong are not helped by a good cookie', async () => {
    expect(
      (await clients.owner.get('/endpoints', { authorization: 'Bearer ecl_wrong' })).status,
    ).toBe(401)
  })
})

it('never lets a password or hash out', async () => {
  for (const path of ['/users', '/sessions', '/tokens', '/audit?limit=200', '/session']) {
    const text = JSON.stringify((await clients.owner.get(path)).body)
    expect(text, path).not.toMatch(/scrypt\$|hash|password of|correct horse|ecl_[\w-]{20}/i)
  }
})
