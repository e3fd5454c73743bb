import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'
import { SessionContext, type SessionContextValue } from '../../../dashboard/src/lib/session.ts'
import { RecordedDialog } from '../../../dashboard/src/playground/recorded-dialog.tsx'
import type { RecordedSample } from '../../../dashboard/src/playground/recorded-sample.ts'

const endpoint = {
  id: 'ep_1',
  name: 'Orders',
  method: 'GET',
  path: '/orders/{id}',
  url: 'https://gateway.test/api/custom/orders/{id}',
  liveVersion: 1 as number | null,
}
const request = {
  id: 'rec_1',
  endpointId: 'ep_1',
  endpointName: 'Orders',
  at: new Date().toISOString(),
  expiresAt: new Date().toISOString(),
  version: 1,
  method: 'GET',
  path: '/orders/7',
  status: 200,
}
const scope = {
  request: { method: 'GET', path: '/orders/7', params: { id: '7' } },
  integrations: { up: { status: 200, headers: {}, body: { total: 3 } } },
  omitted: [] as string[],
}

let answers: Record<string, () => Response>
let sent: string[]
let picked: RecordedSample[]
beforeEach(() => {
  sent = []
  picked = []
  answers = {
    'GET /endpoints': () => Response.json({ items: [endpoint], nextCursor: null }),
    'GET /recorded-requests': () => Response.json({ items: [request], recordings: [] }),
    'GET /recorded-requests/rec_1': () => Response.json({ ...request, scope }),
  }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '').split('?')[0]
    const name = `${init.method ?? 'GET'} ${path}`
    sent.push(name)
    return answers[name]?.() ?? new Response(null, { status: 204 })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function open({ endpointId = 'ep_1', canEdit = true } = {}) {
  const session = { can: () => canEdit } as unknown as SessionContextValue
  const client = createQueryClient()
  render(() => (
    <QueryClientProvider client={client}>
      <I18nProvider locale="en" dictionary={en}>
        <SessionContext.Provider value={session}>
          <RecordedDialog
            endpointId={endpointId}
            phase="response"
            onPicked={(sample) => picked.push(sample)}
            onClose={() => undefined}
          />
        </SessionContext.Provider>
      </I18nProvider>
    </QueryClientProvider>
  ))
}
const item = () => screen.findByRole('button', { name: /GET.*\/orders\/7.*200/ })

describe('recorded requests to take', () => {
  it('are listed, and the chosen one becomes input and context', async () => {
    open()
    fireEvent.click(await item())
    await vi.waitFor(() => expect(picked).toHaveLength(1))
    expect(JSON.parse(picked[0]?.input ?? '')).toEqual({ total: 3 })
  })

  it('say when the body was not kept, and stay open', async () => {
    answers['GET /recorded-requests/rec_1'] = () =>
      Response.json({ ...request, scope: { ...scope, omitted: ['integrations.up.body'] } })
    open()
    fireEvent.click(await item())
    await screen.findByText(/^The body of this request was not kept/)
    expect(picked).toEqual([])
  })

  it('are recorded by a button that teaches what to do next', async () => {
    const recordings: object[] = []
    answers['GET /recorded-requests'] = () => Response.json({ items: [], recordings })
    answers['POST /endpoints/ep_1/recording'] = () => {
      recordings.push({ endpointId: 'ep_1', until: request.at, startedBy: 'Olga' })
      return Response.json(recordings[0])
    }
    open()
    await screen.findByText('Nothing recorded yet')
    await screen.findByText('curl https://gateway.test/api/custom/orders/1')
    fireEvent.click(screen.getByRole('button', { name: 'Record next requests' }))
    await screen.findByText(/^Recording until/)
    await screen.findByText(/^Call the endpoint now/)
    fireEvent.click(await screen.findByRole('button', { name: 'Stop recording' }))
    await vi.waitFor(() => expect(sent).toContain('DELETE /endpoints/ep_1/recording'))
  })

  it('need an endpoint that somebody can call', async () => {
    answers['GET /endpoints'] = () =>
      Response.json({ items: [{ ...endpoint, liveVersion: null }], nextCursor: null })
    answers['GET /recorded-requests'] = () => Response.json({ items: [], recordings: [] })
    open()
    await screen.findByText('Publish the endpoint first: nobody can call it yet.')
    expect(screen.queryByRole('button', { name: 'Record next requests' })).toBeNull()
  })

  it('say what failed, with a way to try again', async () => {
    answers['GET /recorded-requests'] = () =>
      Response.json(
        { code: 'internal_error', title: 'Something failed', status: 500 },
        { status: 400, headers: { 'content-type': 'application/problem+json' } },
      )
    open()
    await screen.findByRole('button', { name: 'Retry' })
  })

  it('are not asked for by who may not edit, who is told the role it takes', () => {
    open({ canEdit: false })
    expect(screen.getByText(/It needs the role editor/)).toBeTruthy()
    expect(sent).toEqual([])
  })
})
