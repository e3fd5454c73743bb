import { describe, expect, it } from 'vitest'

import { sendWebhook } from '#worker/integrations/webhook/send.ts'
import { createUpstream } from '#worker/platform/egress.ts'

const value = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const plan = { secrets: ['signing'], timeoutMs: 15_000, scheduleMs: [0] }
const message = (url: string, headers: readonly (readonly [string, string])[] = []) => ({
  id: 'msg_1',
  url,
  headers,
  contentType: 'application/json',
  payload: new Uint8Array([123, 125]),
})

async function sent(url: string, allowedOrigins: readonly string[], headers?: [string, string][]) {
  const calls: Request[] = []
  const fetch = (async (to: string, init: RequestInit) => {
    calls.push(new Request(to, init))
    return new Response('ok', { headers: { 'retry-after': '7' } })
  }) as typeof globalThis.fetch
  const outcome = await sendWebhook(message(url, headers), plan, {
    upstream: createUpstream({ fetch, allowedPrivateHosts: [] }),
    secrets: { find: async () => ({ value, allowedOrigins }) },
    now: () => 1_000,
    log: () => undefined,
  })
  return { outcome, calls }
}

describe('an attempt', () => {
  it('is signed and sent where the secret may be used', async () => {
    const { outcome, calls } = await sent('https://a.example/in', ['https://a.example'])
    expect(outcome).toMatchObject({
      failure: undefined,
      status: 200,
      body: 'ok',
      retryAfterMs: 7_000,
    })
    expect(calls[0]?.headers.get('webhook-signature')).toMatch(/^v1,/)
    expect(calls[0]?.redirect).toBe('manual')
  })

  it('is not made where the secret may no longer be used', async () => {
    const { outcome, calls } = await sent('https://b.example/in', ['https://a.example'])
    expect(outcome).toMatchObject({ failure: 'secret', status: undefined })
    expect(calls).toEqual([])
  })

  it.each([
    'http://127.0.0.1:9000',
    'http://169.254.169.254',
    'http://[::1]',
    'https://db.internal',
  ])('is not made to %s, however it came into the queue', async (origin) => {
    const { outcome, calls } = await sent(`${origin}/x`, [origin])
    expect(outcome).toMatchObject({ failure: 'forbidden', status: undefined })
    expect(calls).toEqual([])
  })

  it('keeps neither its signature nor a credential', async () => {
    const { outcome } = await sent(
      'https://a.example/in',
      ['https://a.example'],
      [
        ['authorization', 'Bearer of-the-receiver'],
        ['x-tenant', 'acme'],
      ],
    )
    const shown = Object.fromEntries(outcome.headers)
    expect(shown).toMatchObject({ authorization: '…', 'x-tenant': 'acme', 'webhook-id': 'msg_1' })
    expect(JSON.stringify(outcome)).not.toContain('of-the-receiver')
    expect(shown['webhook-signature']).toBeUndefined()
  })
})
