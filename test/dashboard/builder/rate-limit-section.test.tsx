import { MemoryRouter, Route } from '@solidjs/router'
import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { type RateLimitBlock, rateLimitBlockRoutes } from '#contract/rate-limit-blocks.ts'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { type Builder, BuilderContext } from '../../../dashboard/src/builder/builder-context.ts'
import { patchText, print } from '../../../dashboard/src/builder/json-patch-text.ts'
import { valueAt } from '../../../dashboard/src/builder/pointer.ts'
import { RateLimitSection } from '../../../dashboard/src/builder/section-rate-limit.tsx'
import { FormContext, type FormModel } from '../../../dashboard/src/form/form-context.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'

const block = (more: Partial<RateLimitBlock>): RateLimitBlock => ({
  endpointId: 'ep_1',
  limitName: 'default',
  mode: 'shadow',
  at: '2026-11-27T04:00:00.000Z',
  subject: 'con_1',
  consumerId: 'con_1',
  consumerName: 'Acme Stores',
  count: 1,
  ...more,
})

/** What the API was asked for, and the rows it answers with. */
let asked: URL[]
let blocks: RateLimitBlock[]
beforeEach(() => {
  asked = []
  blocks = []
  vi.stubGlobal('fetch', async (path: string) => {
    const url = new URL(path, 'http://localhost')
    asked.push(url)
    if (url.pathname.endsWith('/rate-limit-blocks')) return Response.json({ items: blocks })
    const acme = { id: 'con_1', name: 'Acme Stores', isActive: true, roles: [] }
    return Response.json(url.pathname.endsWith('/consumers') ? { items: [acme] } : acme)
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The section over a draft that is written as the builder writes one. */
function open(rateLimit: unknown, live?: unknown, issues: Record<string, string> = {}) {
  const [text, setText] = createSignal(print({ rateLimit }))
  const value = () => JSON.parse(text()) as { rateLimit: Record<string, unknown> }
  const openReview = vi.fn()
  const form: FormModel = {
    get: (pointer) => valueAt(value(), pointer),
    set: (pointer, next) => setText((now) => patchText(now, pointer, next)),
    issue: (pointer) => issues[pointer],
    issues: () => [],
    readOnly: () => false,
    scope: () => [],
  }
  const builder = {
    endpoint: () => ({ id: 'ep_1' }),
    live: () => (live === undefined ? undefined : { rateLimit: live }),
    canEdit: () => true,
    openReview,
  } as unknown as Builder
  const client = createQueryClient()
  const Section = () => (
    <QueryClientProvider client={client}>
      <BuilderContext.Provider value={builder}>
        <FormContext.Provider value={form}>
          <RateLimitSection />
        </FormContext.Provider>
      </BuilderContext.Provider>
    </QueryClientProvider>
  )
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <MemoryRouter>
        <Route path="*" component={Section} />
      </MemoryRouter>
    </I18nProvider>
  ))
  return { draft: () => value().rateLimit, openReview }
}

const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const chart = () => screen.getByRole('img', { name: /^Two minutes of requests/ })

describe('the Rate limit section', () => {
  it('says that it is off, and shows the fields once it is on', () => {
    const { draft } = open({})
    expect(screen.getByText(/everyone may call as often as they like/)).toBeTruthy()
    expect(screen.queryByLabelText('Requests per minute')).toBeNull()
    fireEvent.click(screen.getByRole('switch', { name: 'Limit requests' }))
    expect(draft()).toEqual({ enabled: true })
    expect(screen.getByLabelText('Requests per minute')).toBeTruthy()
  })

  it('writes numbers and choices, each with a line on what it does', () => {
    const { draft } = open({ enabled: true })
    write('Requests per minute', '120')
    write('Burst', '20')
    expect(screen.getByText('Bucket size. Empty: a minute’s worth.')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: 'Sliding window' }))
    expect(screen.getByText('Never more than the limit in any 60 seconds.')).toBeTruthy()
    expect(screen.getByText('Most in any one second. Empty: no cap.')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: 'Address' }))
    expect(draft()).toEqual({
      enabled: true,
      requestsPerMinute: 120,
      burstLimit: 20,
      strategy: 'sliding-window',
      countBy: 'ip',
    })
  })

  it('asks for an expression only where it counts by one', () => {
    open({ enabled: true })
    expect(screen.queryByText('What makes no text is counted together.')).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: 'Expression' }))
    expect(screen.getByText('What makes no text is counted together.')).toBeTruthy()
  })

  it('shows what the check found, also of the switch itself', () => {
    open({ enabled: true }, undefined, {
      '/rateLimit/enabled': 'Not in this version',
      '/rateLimit/mode': 'Write enforce or shadow',
    })
    expect(screen.getByText('Not in this version')).toBeTruthy()
    expect(screen.getByText('Write enforce or shadow')).toBeTruthy()
  })

  it('adds named limits and quotas, five of each at most, and takes them away', () => {
    const { draft } = open({ enabled: true })
    press('Add limit')
    press('Add limit')
    press('Add quota')
    expect(draft()['limits']).toMatchObject([{ name: 'limit' }, { name: 'limit-2' }])
    expect(draft()['quotas']).toEqual([{ name: 'plan', requests: 10_000, period: 'month' }])
    for (let more = 0; more < 3; more += 1) press('Add limit')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add limit' }).disabled).toBe(true)
    press('Remove limit')
    expect(draft()['limits']).toHaveLength(4)
    press('Remove plan')
    expect(draft()['quotas']).toBeUndefined()
  })

  it('keeps a consumer by its id, chosen by its name, with numbers of its own', async () => {
    const { draft } = open({ enabled: true })
    press('Add consumer')
    fireEvent.click(await screen.findByRole('button', { name: /Acme Stores/ }))
    await screen.findByRole('link', { name: 'Acme Stores' })
    write('Requests per minute of Acme Stores', '6000')
    write('Burst of Acme Stores', '200')
    const numbers = { requestsPerMinute: 6_000, burstLimit: 200 }
    expect(draft()['overrides']).toEqual([{ consumer: 'con_1', ...numbers }])
    press('Remove Acme Stores')
    expect(draft()['overrides']).toBeUndefined()
  })
})

describe('the preview', () => {
  it('follows the numbers and the client', () => {
    open({ enabled: true, requestsPerMinute: 60, burstLimit: 10 })
    fireEvent.change(screen.getByLabelText('Requests per second'), { target: { value: '5' } })
    expect(screen.getByText('A steady client, 5 a second')).toBeTruthy()
    expect(screen.getByText(/^Refused first after 2 s; Retry-After 1 s\.$/)).toBeTruthy()
    write('Requests per minute', '300')
    expect(screen.getByText('All 600 requests of two minutes are admitted.')).toBeTruthy()
    fireEvent.input(screen.getByLabelText('Sent at once'), { target: { value: '20' } })
    expect(screen.getByText('A client in bursts of 20, 5 a second on average')).toBeTruthy()
    expect(chart().getAttribute('aria-label')).toContain('Refused first after 0 s')
  })

  it('says its chart in numbers too, and compares the strategies', async () => {
    open({ enabled: true, strategy: 'fixed-window', requestsPerMinute: 60 })
    fireEvent.change(screen.getByLabelText('Requests per second'), { target: { value: '2' } })
    fireEvent.click(screen.getByText('The same numbers by strategy, enforced'))
    fireEvent.click(screen.getByText('As a table'))
    const rows = async (heading: string) => {
      const table = (await screen.findByText(heading)).closest('table') ?? document.body
      const cells = [...table.querySelectorAll('tbody tr')].map((row) => [...row.children])
      return cells.map((row) => row.map((cell) => cell.textContent))
    }
    expect(await rows('First minute')).toEqual([
      ['Fixed window', '60', '60', '30 s'],
      ['Sliding window', '60', '60', '30 s'],
      ['Token bucket', '119', '60', '60 s'],
    ])
    expect((await rows('From')).slice(2, 4)).toEqual([
      ['20 s', '20', '0', '0'],
      ['30 s', '0', '20', '0'],
    ])
    fireEvent.change(screen.getByLabelText('Requests per second'), { target: { value: '4' } })
    expect((await rows('First minute'))[0]).toEqual(['Fixed window', '60', '60', '15 s'])
  })

  it('asks for numbers while there are none', () => {
    open({ enabled: true, requestsPerMinute: 'many' })
    expect(screen.getByText('Write the numbers of a limit to see what a client gets.')).toBeTruthy()
  })

  it('names the limit that refuses when there are several, and when a quota is used up', () => {
    open({
      enabled: true,
      limits: [{ name: 'tight', strategy: 'sliding-window', requestsPerMinute: 60 }],
      quotas: [{ name: 'plan', requests: 6_000, period: 'day' }],
    })
    expect(screen.getByText(/by limit tight; Retry-After/)).toBeTruthy()
    expect(screen.getByText('At this pace quota plan is used up after about 100 min.')).toBeTruthy()
  })
})

describe('shadow mode', () => {
  const shadow = { enabled: true, mode: 'shadow' }

  it('counts by consumer whom the limit would have refused', async () => {
    blocks = [
      block({ count: 1_240 }),
      block({ count: 310, at: '2026-11-27T03:40:00.000Z' }),
      block({ subject: '203.0.113.9', consumerId: null, consumerName: null, count: 18 }),
    ]
    open(shadow, shadow)
    await screen.findByRole('link', { name: 'Acme Stores' })
    expect(screen.getByText('1,550')).toBeTruthy()
    expect(screen.getByText('203.0.113.9')).toBeTruthy()
    const { path, query } = rateLimitBlockRoutes.listRateLimitBlocks
    const request = asked.find(({ pathname }) => pathname === `/api/v1${path}`)
    expect(query.parse(Object.fromEntries(request?.searchParams ?? []))).toEqual({
      endpointId: 'ep_1',
      mode: 'shadow',
      limit: 200,
    })
  })

  it('teaches where counts come from while there are none', async () => {
    open(shadow, shadow)
    expect(await screen.findByText(/^Nobody yet\./)).toBeTruthy()
    cleanup()
    open(shadow)
    expect(await screen.findByText(/^Publish the endpoint/)).toBeTruthy()
  })

  it('is ended for one limit with one click, in the draft, and leads to the review', async () => {
    const both = { ...shadow, limits: [{ name: 'tight', mode: 'shadow' }] }
    const { draft, openReview } = open(both, both)
    press('Enforce tight')
    expect(draft()['limits']).toEqual([{ name: 'tight', mode: 'enforce' }])
    expect(draft()['mode']).toBe('shadow')
    expect(screen.getByRole('status').textContent).toBe('Enforced once published: tight.')
    press('Review and publish')
    expect(openReview).toHaveBeenCalledOnce()
    press('Enforce default')
    expect(draft()['mode']).toBe('enforce')
    expect(screen.queryByRole('button', { name: /^Enforce/ })).toBeNull()
  })

  it('shows nothing where every limit is enforced', () => {
    open({ enabled: true }, { enabled: true })
    expect(screen.queryByText('Shadow mode')).toBeNull()
    expect(asked).toEqual([])
  })
})
