import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { type Builder, BuilderContext } from '../../../dashboard/src/builder/builder-context.ts'
import { valueAt } from '../../../dashboard/src/builder/pointer.ts'
import { RecentCalls } from '../../../dashboard/src/builder/recent-calls.tsx'
import { FormContext, type FormModel } from '../../../dashboard/src/form/form-context.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'

const fine = {
  at: new Date().toISOString(),
  requestId: 'req_0123456789abcdef',
  version: 3,
  method: 'GET',
  target: 'up.example/orders/{id}',
  failed: false,
  status: 200,
  code: null,
  attempts: 1,
  durationMs: 40,
  fallback: null,
  breaker: 'closed',
}
const failed = {
  ...fine,
  requestId: 'req_fedcba9876543210',
  failed: true,
  status: null,
  code: 'upstream_timeout',
  attempts: 2,
  durationMs: 2_000,
  fallback: 'default-response',
  breaker: 'half-open',
}

let asked: string[]
let calls: object[]
beforeEach(() => {
  asked = []
  calls = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    const items = path.includes('outcome=failed')
      ? calls.filter((one) => 'failed' in one && one.failed)
      : calls
    return Response.json({ items })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function open(liveVersion: number | null): void {
  const config = { method: 'POST', path: '/orders/{id}' }
  const form = { get: (pointer: string) => valueAt(config, pointer) } as unknown as FormModel
  const builder = {
    endpoint: () => ({ id: 'ep_1', liveVersion, url: 'http://localhost/api/custom/orders/{id}' }),
  } as unknown as Builder
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <QueryClientProvider client={createQueryClient()}>
        <BuilderContext.Provider value={builder}>
          <FormContext.Provider value={form}>
            <RecentCalls integrationId="up" />
          </FormContext.Provider>
        </BuilderContext.Provider>
      </QueryClientProvider>
    </I18nProvider>
  ))
}

describe('recent calls', () => {
  it('asks for nothing before the endpoint is published', () => {
    open(null)
    expect(screen.getByText(/once the endpoint is published/)).toBeTruthy()
    expect(asked).toEqual([])
  })

  it('teaches how to make the first call', async () => {
    open(1)
    expect(await screen.findByText(/No calls yet/)).toBeTruthy()
    expect(screen.getByText(/curl .*http:\/\/localhost\/api\/custom\/orders\/1/)).toBeTruthy()
    expect(asked).toEqual(['/api/v1/endpoints/ep_1/integrations/up/calls'])
  })

  it('tells of each call what came of it', async () => {
    calls = [failed, fine]
    open(1)
    const rows = await screen.findAllByRole('row')
    const [, bad = '', good = ''] = rows.map((row) => row.textContent)
    expect(bad).toMatch(/upstream_timeout.*breaker half open.*2 s.*2.*Fixed answer.*req_fedcba98/)
    expect(good).toMatch(/200.*40 ms.*1.*–.*req_01234567/)
    expect(good).not.toMatch(/breaker/)
  })

  it('shows failures alone', async () => {
    calls = [failed, fine]
    open(1)
    await screen.findAllByRole('row')
    fireEvent.click(screen.getByRole('radio', { name: 'Failures' }))
    await vi.waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2))
  })

  it('says so when none failed', async () => {
    calls = [fine]
    open(1)
    await screen.findAllByRole('row')
    fireEvent.click(screen.getByRole('radio', { name: 'Failures' }))
    expect(await screen.findByText(/None of the calls/)).toBeTruthy()
  })
})
