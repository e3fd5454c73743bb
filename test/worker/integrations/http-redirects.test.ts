import { describe, expect, it } from 'vitest'

import { answerOf, outcome } from '../../support/pipeline.ts'

const http = (more: object = {}) => ({
  integrations: [
    { id: 'up', type: 'http' as const, endpoint: 'https://api.example.com/v1', ...more },
  ],
})
const ok = () => Response.json({ ok: true })

describe('http integration: redirects', () => {
  const redirect = (location: string, status = 302) =>
    new Response(null, { status, headers: { location } })

  it('hands a redirect to the caller, unless it points to a private address', async () => {
    const pub = await answerOf(http(), () => redirect('https://other.example.com/'))
    expect([outcome(pub.answer), pub.calls.length]).toEqual([302, 1])
    const internal = await answerOf(http(), () => redirect('http://169.254.169.254/latest'))
    expect([outcome(internal.answer), internal.calls.length]).toEqual(['upstream_redirect', 1])
  })

  it('T53 follows as many as allowed, without credentials to another origin', async () => {
    const request = new Request('https://g.example/', {
      headers: { authorization: 'x', cookie: 'a=1' },
    })
    const { answer, calls } = await answerOf(
      http({ redirects: 1, headers: { 'x-key': 'secret' } }),
      (r) => (r.url.startsWith('https://api') ? redirect('https://other.example.com/b') : ok()),
      { request },
    )
    expect([
      outcome(answer),
      calls.map((call) => [
        call.url,
        call.headers.get('authorization'),
        call.headers.get('x-key'),
        call.headers.get('cookie'),
      ]),
    ]).toEqual([
      200,
      [
        ['https://api.example.com/v1', 'x', 'secret', 'a=1'],
        ['https://other.example.com/b', null, null, null],
      ],
    ])
  })

  it('T53 stops at the limit and never follows to a private address', async () => {
    const endless = await answerOf(http({ redirects: 3 }), () => redirect('/again'))
    expect([outcome(endless.answer), endless.calls.length]).toEqual(['upstream_redirect', 4])
    const internal = await answerOf(http({ redirects: 3 }), () =>
      redirect('http://[::ffff:7f00:1]/'),
    )
    expect([outcome(internal.answer), internal.calls.length]).toEqual(['upstream_redirect', 1])
  })

  it('turns a 303 into a GET without a body', async () => {
    const request = new Request('https://g.example/', { method: 'POST', body: 'x' })
    const { calls } = await answerOf(
      { method: 'POST', ...http({ redirects: 1, body: { type: 'raw', template: 'x' } }) },
      (r) => (r.method === 'POST' ? redirect('/done', 303) : ok()),
      { request },
    )
    expect(calls.map((call) => call.method)).toEqual(['POST', 'GET'])
    expect(await calls[1]?.text()).toBe('')
  })
})
