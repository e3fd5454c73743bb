import { env, exports } from 'cloudflare:workers'
import { createExecutionContext, createScheduledController } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'

import worker from '#worker/index.ts'

import {
  Client,
  memberClient,
  origin,
  ownerClient,
  ownerPassword,
  setupToken,
} from '../../support/client.ts'

let owner: Client
const ownerEmail = 'owner@example.com'
const account = { email: ownerEmail, name: 'Olga Owner', password: ownerPassword }

beforeAll(async () => {
  const anonymous = new Client()
  expect((await anonymous.get('/setup')).body).toEqual({ needed: true })
  const wrong = await anonymous.post('/setup', { ...account, token: 'wrong' })
  expect(wrong.body.code).toBe('invalid_credentials')
  const racers = await Promise.all(
    [1, 2, 3].map((at) =>
      new Client().post('/setup', {
        ...account,
        email: `racer${at}@example.com`,
        token: setupToken,
      }),
    ),
  )
  expect(racers.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
  await env.DB.exec('DELETE FROM user')
  owner = await ownerClient()
})

describe('setting up', () => {
  it('is over once somebody exists', async () => {
    expect((await new Client().get('/setup')).body).toEqual({ needed: false })
    const again = await new Client().post('/setup', { ...account, token: setupToken })
    expect(again.status).toBe(409)
  })

  it('is impossible without a setup token, or with a short one', async () => {
    for (const token of [undefined, 'short']) {
      const closed = { ...env, SETUP_TOKEN: token } as unknown as Env
      const client = new Client(async (request) =>
        worker.fetch(
          request as Parameters<typeof worker.fetch>[0],
          closed,
          createExecutionContext(),
        ),
      )
      const answer = await client.post('/setup', { ...account, token: token ?? 'undefined' })
      expect(answer.body.code).toBe('invalid_credentials')
    }
  })
})

describe('sessions', () => {
  it('live in a __Host- cookie that scripts and other sites cannot read', async () => {
    const response = await signInResponse()
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-ecluse_session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    )
  })

  it('get a new id at every sign-in, and the one brought along ends', async () => {
    const client = new Client()
    await client.post('/session', { email: ownerEmail, password: ownerPassword })
    const before = client.cookie
    await client.post('/session', { email: ownerEmail, password: ownerPassword })
    expect(client.cookie).not.toBe(before)
    client.cookie = before
    expect((await client.get('/session')).status).toBe(401)
  })

  it('end by sign-out', async () => {
    const client = new Client()
    await client.post('/session', { email: ownerEmail, password: ownerPassword })
    const { cookie } = client
    expect((await client.delete('/session')).status).toBe(204)
    client.cookie = cookie
    expect((await client.get('/session')).status).toBe(401)
  })

  it('are listed, and each can be ended, but only by whom they belong to', async () => {
    const other = new Client()
    await other.post(
      '/session',
      { email: ownerEmail, password: ownerPassword },
      { 'user-agent': 'Other' },
    )
    const { items } = (await owner.get('/sessions')).body
    const session = items.find((item: { userAgent: string }) => item.userAgent === 'Other')
    expect(session.isCurrent).toBe(false)
    const editor = await memberClient(owner, 'editor')
    expect((await editor.delete(`/sessions/${session.id}`)).status).toBe(404)
    expect((await owner.delete(`/sessions/${session.id}`)).status).toBe(204)
    expect((await other.get('/session')).status).toBe(401)
  })

  it('end 7 days after the last request and 30 days after sign-in; the cron removes them', async () => {
    const day = 86_400_000
    for (const [seen, expires] of [
      [-7 * day, day],
      [0, 0],
    ] as const) {
      const client = new Client()
      await client.post('/session', { email: ownerEmail, password: ownerPassword })
      const { items } = (await client.get('/sessions')).body
      const { id } = items.find((item: { isCurrent: boolean }) => item.isCurrent)
      await env.DB.prepare('UPDATE session SET last_seen_at = ?, expires_at = ? WHERE id = ?')
        .bind(Date.now() + seen, Date.now() + expires, id)
        .run()
      expect((await client.get('/session')).status).toBe(401)
      await worker.scheduled(createScheduledController(), env)
      const row = await env.DB.prepare('SELECT id FROM session WHERE id = ?').bind(id).first()
      expect(row).toBeNull()
    }
  })

  it('other than the current one end when the password changes', async () => {
    const first = await memberClient(owner, 'viewer', 'changer')
    const second = new Client(undefined, '198.51.100.99')
    const email = 'changer@example.com'
    await second.post('/session', { email, password: 'the password of changer' })
    const newPassword = 'an entirely new password'
    const wrong = await first.post('/session/password', { currentPassword: 'x', newPassword })
    expect(wrong.body.code).toBe('invalid_credentials')
    const currentPassword = 'the password of changer'
    expect((await first.post('/session/password', { currentPassword, newPassword })).status).toBe(
      204,
    )
    expect((await first.get('/session')).status).toBe(200)
    expect((await second.get('/session')).status).toBe(401)
    expect((await second.post('/session', { email, password: newPassword })).status).toBe(200)
  })

  it('by development link exist only where a token for it is set, and only on loopback', async () => {
    const token = 'a-development-token'
    expect((await new Client().post('/session/link', { token })).status).toBe(404)
    const dev = { ...env, DEV_SIGN_IN_TOKEN: token } as unknown as Env
    const link = (host: string, sent: string) =>
      worker.fetch(
        new Request(`http://${host}/api/v1/session/link`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: sent }),
        }) as Parameters<typeof worker.fetch>[0],
        dev,
        createExecutionContext(),
      )
    expect((await link('gateway.example', token)).status).toBe(404)
    expect((await link('127.0.0.1.evil.example', token)).status).toBe(404)
    expect((await link('127.0.0.1:8787', 'wrong')).status).toBe(401)
    expect((await link('127.0.0.1:8787', token)).status).toBe(200)
  })
})

describe('guessing passwords', () => {
  it('gives the same answer for an unknown e-mail as for a wrong password', async () => {
    const client = new Client(undefined, '192.0.2.1')
    const unknown = await client.post('/session', { email: 'nobody@example.com', password: 'x' })
    const wrong = await client.post('/session', { email: ownerEmail, password: 'x' })
    expect([unknown.status, unknown.body.message]).toEqual([wrong.status, wrong.body.message])
    await client.post('/session', { email: ownerEmail, password: ownerPassword })
  })

  it('has to wait after five failures, from whatever address, even with the right password', async () => {
    await memberClient(owner, 'viewer', 'target')
    const email = 'target@example.com'
    const guesses = await Promise.all(
      Array.from({ length: 9 }, (_, at) =>
        new Client(undefined, `192.0.2.${10 + at}`).post('/session', {
          email,
          password: `guess ${at}`,
        }),
      ),
    )
    expect(guesses.filter((answer) => answer.status === 401)).toHaveLength(5)
    const right = await new Client(undefined, '192.0.2.200').post('/session', {
      email,
      password: 'the password of target',
    })
    expect(right.body.code).toBe('too_many_attempts')
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

function signInResponse(): Promise<Response> {
  return exports.default.fetch(
    new Request(`${origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: ownerEmail, password: ownerPassword }),
    }),
  )
}
