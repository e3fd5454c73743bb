import { MemoryRouter, Route } from '@solidjs/router'
import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'

import type { Role } from '#contract/account.ts'
import type { Breaker } from '#contract/breaker.ts'
import { httpIntegration } from '#contract/integration.ts'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { type Builder, BuilderContext } from '../../../dashboard/src/builder/builder-context.ts'
import { IntegrationEditor } from '../../../dashboard/src/builder/integration-editor.tsx'
import { patchText, print } from '../../../dashboard/src/builder/json-patch-text.ts'
import { valueAt } from '../../../dashboard/src/builder/pointer.ts'
import { FormContext, type FormModel } from '../../../dashboard/src/form/form-context.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'
import { type Me, roleAtLeast, SessionContext } from '../../../dashboard/src/lib/session.ts'

const schema = z.toJSONSchema(httpIntegration, { io: 'input', unrepresentable: 'any' })
const kinds = [{ stage: 'integrations', type: 'http', title: 'HTTP', available: true, schema }]

/** What the API was sent, and what it answers with. */
let sent: { readonly method: string; readonly path: string; readonly body: unknown }[]
let breakers: Breaker[]
let tested: object
beforeEach(() => {
  sent = []
  breakers = []
  tested = {}
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const path = new URL(url, 'http://localhost').pathname.replace('/api/v1', '')
    const body: unknown = init.body === undefined ? undefined : JSON.parse(String(init.body))
    sent.push({ method: String(init.method), path, body })
    if (path.endsWith('/test')) return Response.json(tested)
    if (path === '/secrets') return Response.json({ items: [] })
    return Response.json(init.method === 'GET' ? { items: breakers } : breakers[0])
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const up = { id: 'up', type: 'http', endpoint: 'https://up.example/x' }
const me = { user: { role: 'owner' } } as Me

interface Opened {
  readonly live?: unknown
  readonly issues?: Readonly<Record<string, string>>
  readonly role?: Role
}

/** The editor of the first integration over a draft that is written as the builder writes one. */
function open(integration: object, { live, issues = {}, role = 'owner' }: Opened = {}) {
  const other = { id: 'spare', type: 'http', endpoint: 'https://spare.example/' }
  const [text, setText] = createSignal(print({ integrations: [integration, other] }))
  const value = () => JSON.parse(text()) as { integrations: Record<string, unknown>[] }
  const form: FormModel = {
    get: (pointer) => valueAt(value(), pointer),
    set: (pointer, next) => setText((now) => patchText(now, pointer, next)),
    issue: (pointer, deep) =>
      Object.entries(issues).find(([at]) =>
        deep === true ? at.startsWith(pointer) : at === pointer,
      )?.[1],
    issues: () => [],
    readOnly: () => false,
    scope: () => [],
  }
  const can = (needed: Role) => roleAtLeast(role, needed)
  const builder = {
    endpoint: () => ({ id: 'ep_1', liveVersion: null, url: '/x', isActive: true }),
    kinds: () => kinds,
    live: () => (live === undefined ? undefined : { integrations: [live] }),
    canEdit: () => can('editor'),
    test: { form: { method: 'GET', path: '/p', query: {}, headers: {}, body: '' } },
  } as unknown as Builder
  const client = createQueryClient()
  const Editor = () => (
    <QueryClientProvider client={client}>
      <SessionContext.Provider value={{ me: () => me, can }}>
        <BuilderContext.Provider value={builder}>
          <FormContext.Provider value={form}>
            <IntegrationEditor
              pointer="/integrations/0"
              isOpen
              onToggle={() => undefined}
              onRemove={() => undefined}
            />
          </FormContext.Provider>
        </BuilderContext.Provider>
      </SessionContext.Provider>
    </QueryClientProvider>
  )
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <MemoryRouter>
        <Route path="*" component={Editor} />
      </MemoryRouter>
    </I18nProvider>
  ))
  return { draft: () => value().integrations[0] ?? {} }
}

const part = (name: string) => within(screen.getByRole('region', { name }))
const turn = (name: string) => fireEvent.click(part(name).getByRole('switch', { name }))
const unfold = (name: string) =>
  fireEvent.click(part(name).getByRole('button', { name: new RegExp(`^${name}`) }))
const write = (name: string, label: string, value: string) =>
  fireEvent.input(part(name).getByRole('textbox', { name: label }), { target: { value } })

describe('the resilience of an integration', () => {
  it('says in one line for each part what is written, or that it is off', () => {
    open({
      ...up,
      deadline: 20_000,
      retryPolicy: { maxAttempts: 3 },
      circuitBreaker: { enabled: true },
      bulkhead: { enabled: true, maxWaitDuration: 250 },
      fallbackStrategy: [{ strategy: 'cache' }, { strategy: 'default-response' }],
    })
    for (const line of [
      'given up after 20 s in all',
      '3 attempts, 100 ms to 200 ms, full jitter',
      'off: nothing is sent twice at once',
      'opens at 50% of 100 calls, for 30 s',
      '25 calls at once, others wait up to 250 ms',
      'last good answer, then fixed 200',
    ])
      expect(screen.getByText(line)).toBeTruthy()
  })

  it('writes what the switches and fields say, and keeps it while a part is off', () => {
    const { draft } = open(up)
    turn('Retry')
    expect(draft()['retryPolicy']).toEqual({ maxAttempts: 3 })
    write('Retry', 'Attempts', '5')
    write('Retry', 'Base delay', '50')
    turn('Retry')
    expect(draft()['retryPolicy']).toEqual({ maxAttempts: 1, baseDelay: 50 })
    turn('Retry')
    expect(draft()['retryPolicy']).toEqual({ maxAttempts: 5, baseDelay: 50 })

    turn('Circuit breaker')
    write('Circuit breaker', 'Open for', '5000')
    turn('Circuit breaker')
    expect(draft()['circuitBreaker']).toEqual({
      enabled: false,
      waitDurationInOpenState: 5_000,
    })

    turn('Total deadline')
    write('Total deadline', 'Total deadline', '12000')
    turn('Total deadline')
    expect(draft()['deadline']).toBeUndefined()
    turn('Total deadline')
    expect(draft()['deadline']).toBe(12_000)
  })

  it('shows a problem at its field, and that there is one while the part is folded', () => {
    const issues = { '/integrations/0/retryPolicy/baseDelay': 'Write at most 5000' }
    open({ ...up, retryPolicy: { maxAttempts: 2, baseDelay: 9_000 } }, { issues })
    expect(part('Retry').getByRole('button', { name: /problems/ })).toBeTruthy()
    unfold('Retry')
    expect(part('Retry').getByText('Write at most 5000')).toBeTruthy()
  })

  it('adds up the worst case, and says when the deadline comes first', () => {
    open({ ...up, timeout: 5_000, retryPolicy: { maxAttempts: 3, baseDelay: 400, jitter: false } })
    const sum = '3 attempts × 5 s + 1.2 s back-off = 16.2 s.'
    expect(screen.getByText(sum)).toBeTruthy()
    expect(screen.getByRole('img', { name: /16\.2 s/ }).querySelectorAll('rect')).toHaveLength(5)
    turn('Total deadline')
    expect(screen.queryByText(/^The deadline comes first/)).toBeNull()
    write('Total deadline', 'Total deadline', '6000')
    expect(screen.getByText('The deadline comes first: given up after 6 s.')).toBeTruthy()
  })
})

describe('the fallback chain', () => {
  it('is ordered by keyboard, and the focus stays with what is moved', async () => {
    const { draft } = open(up)
    turn('Fallback')
    fireEvent.click(part('Fallback').getByRole('button', { name: 'Last good answer' }))
    fireEvent.click(part('Fallback').getByRole('button', { name: 'Another integration' }))
    fireEvent.change(part('Fallback').getByLabelText('Integration'), { target: { value: 'spare' } })
    const up_ = () => part('Fallback').getAllByRole('button', { name: 'Move up' })
    fireEvent.click(up_()[2] ?? document.body)
    expect(document.activeElement).toBe(up_()[1])
    fireEvent.click(document.activeElement ?? document.body)
    expect(screen.getByText('Another integration is now step 1.')).toBeTruthy()
    expect(draft()['fallbackStrategy']).toMatchObject([
      { strategy: 'alternative-service', integration: 'spare' },
      { strategy: 'default-response' },
      { strategy: 'cache' },
    ])
    turn('Fallback')
    expect(draft()['fallbackStrategy']).toBeUndefined()
    turn('Fallback')
    expect(draft()['fallbackStrategy']).toHaveLength(3)
  })

  it('says of a status that counts as a failure that it stands in for nothing', () => {
    open({ ...up, fallbackStrategy: [{ strategy: 'default-response', status: 503 }] })
    unfold('Fallback')
    expect(screen.getByText(/the step is passed over/)).toBeTruthy()
    fireEvent.input(part('Fallback').getByLabelText('Status'), { target: { value: '203' } })
    expect(screen.queryByText(/the step is passed over/)).toBeNull()
  })

  it('turns the short form into a list', () => {
    const short = { enabled: true, strategy: 'default-response', fallbackData: { a: 1 } }
    const { draft } = open({ ...up, fallbackStrategy: short })
    unfold('Fallback')
    fireEvent.click(screen.getByRole('button', { name: 'Turn into a list' }))
    expect(draft()['fallbackStrategy']).toMatchObject([{ body: '{"a":1}' }])
  })
})

const breaker = (more: Partial<Breaker>): Breaker => ({
  integrationId: 'up',
  sharedIntegration: null,
  state: 'closed',
  since: null,
  until: null,
  failureRate: null,
  slowCallRate: null,
  calls: 0,
  failed: 0,
  slow: 0,
  transitions: [],
  ...more,
})

describe('the live breaker', () => {
  const live = { ...up, circuitBreaker: { enabled: true } }
  const openAt = (state: Partial<Breaker>, more: Opened = {}) => {
    breakers = [breaker(state)]
    open(live, { live, ...more })
    unfold('Circuit breaker')
  }

  it('tells its state, its rates, when it probes and how it came to it', async () => {
    const until = new Date(Date.now() + 12_000).toISOString()
    const change = { from: 'closed', to: 'open', cause: 'failure-rate', by: null } as const
    const counts = { calls: 20, failed: 15, slow: 0 }
    const at = new Date().toISOString()
    const transitions = [{ ...change, at, ...counts }]
    openAt({ state: 'open', until, failureRate: 75, slowCallRate: 0, ...counts, transitions })
    expect(await screen.findByText(/^A probe may go in 1[12] s\.$/)).toBeTruthy()
    expect(screen.getByText('75% (15)')).toBeTruthy()
    expect(screen.getByText('Closed → Open')).toBeTruthy()
    expect(screen.getByText('15 of 20 failed')).toBeTruthy()
    const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'In the audit log' })
    expect(link.getAttribute('href')).toBe('/audit?target=ep_1')
  })

  it('is set by hand once that is confirmed', async () => {
    openAt({ state: 'open', until: new Date(Date.now() + 9_000).toISOString() })
    fireEvent.click(await screen.findByRole('button', { name: 'Force closed' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(sent.some(({ method }) => method === 'POST')).toBe(false)
    fireEvent.click(dialog.getByRole('button', { name: 'Force closed' }))
    await waitFor(() =>
      expect(sent.find(({ method }) => method === 'POST')).toMatchObject({
        path: '/endpoints/ep_1/breakers/up',
        body: { state: 'disabled' },
      }),
    )
  })

  it('says who forced it, and leads back to automatic', async () => {
    const at = new Date().toISOString()
    const change = { from: 'closed', to: 'forced-open', cause: 'operator', by: 'Olga' } as const
    const transitions = [{ ...change, at, calls: 0, failed: 0, slow: 0 }]
    openAt({ state: 'forced-open', transitions })
    expect(await screen.findByText('Set by Olga')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Back to automatic' })).toBeTruthy()
  })

  it('gives viewers no levers', async () => {
    openAt({}, { role: 'viewer' })
    expect(await screen.findByText('Editors set it by hand.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Force open' })).toBeNull()
  })

  it('is not asked for while nothing is published that has one', () => {
    open(live)
    unfold('Circuit breaker')
    expect(screen.getByText(/^Publish the endpoint to see/)).toBeTruthy()
    expect(sent.filter(({ path }) => path.endsWith('/breakers'))).toEqual([])
  })
})

describe('the connection test', () => {
  const answer = { status: 200, headers: { server: 'up' }, truncated: false, bytes: 4 }
  const run = async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.click(dialog.getByRole('button', { name: 'Call it' }))
    return dialog
  }

  it('sends the integration as it is written and shows answer and times', async () => {
    tested = {
      durationMs: 31,
      firstByteMs: 30,
      problem: null,
      response: { ...answer, body: 'pong' },
    }
    open(up)
    const dialog = await run()
    expect(await dialog.findByText('pong')).toBeTruthy()
    expect(dialog.getByText('200 OK')).toBeTruthy()
    expect(dialog.getByText('First byte 30 ms')).toBeTruthy()
    expect(sent.find(({ path }) => path.endsWith('/test'))).toMatchObject({
      path: '/endpoints/ep_1/integrations/up/test',
      body: { integration: up, results: {}, request: { path: '/p' } },
    })
  })

  it('asks for results where others are read, and tells a failure in words', async () => {
    const problem = {
      code: 'upstream_timeout',
      fault: 'timeout',
      message: 'The upstream took long',
    }
    tested = { durationMs: 500, firstByteMs: null, response: null, problem }
    open({ ...up, query: { of: '{{ integrations.spare.body.id }}' } })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    const results = await screen.findByLabelText('Results of the integrations it reads')
    fireEvent.input(results, { target: { value: '{"spare"' } })
    expect(screen.getByText('Write JSON, an object by ids')).toBeTruthy()
    fireEvent.input(results, { target: { value: '{"spare":{"body":{"id":1}}}' } })
    fireEvent.click(screen.getByRole('button', { name: 'Call it' }))
    expect(await screen.findByText(/^No answer, or no end of it/)).toBeTruthy()
    expect(sent.at(-1)?.body).toMatchObject({ results: { spare: { body: { id: 1 } } } })
  })
})

describe('a secret that is missing', () => {
  const authentication = { type: 'bearer', token: 'partner' }

  it('is offered beside its field, with the name and the origin of the calls', async () => {
    open({ ...up, authentication })
    expect(await screen.findByText('There is no secret partner yet.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Set secret' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByLabelText<HTMLInputElement>('Name').value).toBe('partner')
    const origins = dialog.getByLabelText<HTMLTextAreaElement>(/^Allowed origins/)
    expect(origins.value).toBe('https://up.example')
  })

  it('is a matter for an admin', async () => {
    open({ ...up, authentication }, { role: 'editor' })
    expect(await screen.findByText('An admin can set it.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Set secret' })).toBeNull()
  })
})
