import { MemoryRouter, Route } from '@solidjs/router'
import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { type Builder, BuilderContext } from '../../../dashboard/src/builder/builder-context.ts'
import { patchText, print } from '../../../dashboard/src/builder/json-patch-text.ts'
import { valueAt } from '../../../dashboard/src/builder/pointer.ts'
import { CachingSection } from '../../../dashboard/src/builder/section-caching.tsx'
import { FormContext, type FormModel } from '../../../dashboard/src/form/form-context.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'

const kinds = ['memory', 'kv'].map((type) => ({
  stage: 'cache' as const,
  type,
  title: type,
  available: true,
  schema: {},
}))
const write = { id: 'ep_2', name: 'Change', method: 'PUT', path: '/orders/{id}', state: 'live' }

const reader = { ...write, id: 'ep_3', name: 'Order', method: 'GET' }
const today = new Date().toISOString().slice(0, 10)

/** What the API was sent, and the use it tells of. */
let sent: { path: string; body: unknown }[]
let usage: object[]
beforeEach(() => {
  sent = []
  usage = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (init?.method === 'POST') {
      const body: unknown = JSON.parse(String(init.body))
      sent.push({ path, body })
      return answerToPurge(Object(body))
    }
    if (path.endsWith('/purged-by')) return Response.json({ rules: [], samePath: [write] })
    if (path.endsWith('/cache-usage')) return Response.json({ items: usage })
    if (path.endsWith('/ep_3')) return Response.json({ id: 'ep_3', config: readerConfig })
    return Response.json({ items: path.startsWith('/api/v1/endpoints?') ? [write, reader] : [] })
  })
})
const readerConfig = {
  name: 'Order',
  path: '/orders/{id}',
  method: 'GET',
  caching: { enabled: true, invalidationRules: [{ on: 'POST /orders', tags: ['orders'] }] },
}

function answerToPurge({ scope, tags = [], path = null }: Record<string, unknown>): Response {
  if (path !== '/nowhere') return Response.json({ scope, tags, path, withinSeconds: 5 })
  const issues = [{ pointer: '/path', code: 'invalid_path', message: 'Write a path' }]
  const body = { code: 'invalid_input', message: 'Not valid', details: issues }
  return Response.json(body, { status: 422 })
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The section over a draft that is written as the builder writes one. */
function open(caching: object, more: object = {}, issues: Record<string, string> = {}) {
  const { liveVersion = null, ...rest } = more as { liveVersion?: number }
  const config = { method: 'GET', path: '/orders/{id}', caching, ...rest }
  const [text, setText] = createSignal(print(config))
  const value = () => JSON.parse(text()) as { caching: Record<string, unknown> }
  const form: FormModel = {
    get: (pointer) => valueAt(value(), pointer),
    set: (pointer, next) => setText((now) => patchText(now, pointer, next)),
    issue: (pointer) => issues[pointer],
    issues: () => [],
    readOnly: () => false,
    scope: () => [],
  }
  const builder = {
    endpoint: () => ({ id: 'ep_1', liveVersion, url: 'http://localhost/api/custom/orders/{id}' }),
    kinds: () => kinds,
    section: () => 'caching',
    live: () => undefined,
    canEdit: () => true,
  } as unknown as Builder
  const client = createQueryClient()
  const Section = () => (
    <QueryClientProvider client={client}>
      <BuilderContext.Provider value={builder}>
        <FormContext.Provider value={form}>
          <CachingSection />
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
  return { draft: () => value().caching }
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const choose = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }))

describe('the Cache section', () => {
  it('says that it is off, and shows the fields once it is on', () => {
    const { draft } = open({})
    expect(screen.getByText(/every request goes to the services/)).toBeTruthy()
    expect(screen.queryByLabelText('Time to live')).toBeNull()
    fireEvent.click(screen.getByRole('switch', { name: 'Remember answers' }))
    expect(draft()).toEqual({ enabled: true })
    expect(screen.getByLabelText('Time to live')).toBeTruthy()
  })

  it('explains on a write that only answers to GET are remembered', () => {
    open({}, { method: 'POST' })
    expect(screen.getByText('Writes are not remembered')).toBeTruthy()
    expect(screen.queryByRole('switch')).toBeNull()
  })

  it('can be turned off on a write where it is still on', () => {
    const { draft } = open({ enabled: true }, { method: 'POST' })
    fireEvent.click(screen.getByRole('switch', { name: 'Remember answers' }))
    expect(draft()).toEqual({ enabled: false })
    expect(screen.queryByLabelText('Time to live')).toBeNull()
  })

  it('tells of each tier how far it reaches and what it costs, and offers what there is', () => {
    const { draft } = open({ enabled: true })
    const tier = (name: string, description: RegExp) =>
      screen.getByRole<HTMLInputElement>('radio', { name, description })
    expect(tier('Memory', /^This isolate only.* Free$/).checked).toBe(true)
    expect(tier('Database', /^Not in this version/).disabled).toBe(true)
    fireEvent.click(tier('KV', /^All locations.*\$5 per million writes/))
    expect(draft()['strategy']).toBe('kv')
  })

  it('takes the other name of KV for KV', () => {
    open({ enabled: true, strategy: 'redis' })
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'KV' }).checked).toBe(true)
  })

  it('reads durations as people write them, and keeps what it cannot read', () => {
    const { draft } = open({ enabled: true })
    type('Time to live', '5 min')
    type('Stale while revalidating', '90')
    type('Stale if error', 'a while')
    const written = { ttl: 300, staleWhileRevalidate: 90, staleIfError: 'a while' }
    expect(draft()).toEqual({ enabled: true, ...written })
    const field = screen.getByLabelText<HTMLInputElement>('Stale while revalidating')
    expect(field.value).toBe('90')
    fireEvent.blur(field)
    expect(field.value).toBe('90 s')
    type('Time to live', '')
    expect(draft()['ttl']).toBeUndefined()
  })

  it('shows what the check found beside its field', () => {
    const pointer = '/caching/ttl'
    open({ enabled: true, ttl: 0 }, {}, { [pointer]: 'Too small: expected number to be >=1' })
    const field = screen.getByLabelText('Time to live')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    const [error] = (field.getAttribute('aria-describedby') ?? '').split(' ')
    expect(document.getElementById(error ?? '')?.textContent).toMatch(/^Too small/)
  })
})

describe('whom an answer is given to', () => {
  const key = { authentication: { type: 'api-key' } }
  const said = 'Callers get each other’s answers'

  it('is warned of where callers authenticate and all of them share', () => {
    const { draft } = open({ enabled: true }, key)
    expect(screen.getByText(/because callers authenticate here/)).toBeTruthy()
    expect(screen.queryByText(said)).toBeNull()
    choose('All callers')
    expect(screen.getByText(said)).toBeTruthy()
    expect(draft()['partition']).toBe('shared')
  })

  it('is everybody where nobody authenticates', () => {
    open({ enabled: true, partition: 'shared' })
    expect(screen.queryByText(said)).toBeNull()
  })

  it('is nobody where each has their own and nobody is known', () => {
    open({ enabled: true, partition: 'consumer' })
    expect(screen.getByText('Nothing is remembered')).toBeTruthy()
  })
})

describe('how old an answer may be', () => {
  it('follows the durations, drawn and said', () => {
    open({ enabled: true, ttl: 60, staleWhileRevalidate: 30 })
    const bar = () =>
      within(screen.getByRole('list', { name: 'Ages of an answer.' }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
    expect(bar()).toEqual(['Fresh 60 s', 'Stale, renewed behind 90 s'])
    type('Stale if error', '1 day')
    expect(bar()).toHaveLength(3)
    expect(screen.getByText(/for 30 s more .* for 1 day after it went stale/)).toBeTruthy()
    type('Stale if error', 'a while')
    expect(screen.getByText(/^Write durations that can be read/)).toBeTruthy()
  })

  it('costs in KV what is written, for as many answers as one says', () => {
    open({ enabled: true, strategy: 'kv', ttl: 60 })
    expect(screen.getByText(/43,200 writes a month.* about \$21\.60 a month/)).toBeTruthy()
    type('Different answers', '1000')
    expect(screen.getByText(/about \$216\.00 a month/)).toBeTruthy()
    choose('Memory')
    expect(screen.queryByText('What it may cost')).toBeNull()
  })
})

describe('what makes answers forgotten', () => {
  it('is written as tags, with what the path offers', () => {
    const { draft } = open({ enabled: true })
    const field = screen.getByLabelText<HTMLInputElement>('Tags')
    const offered = () => [...(field.list?.options ?? [])].map(({ value }) => value)
    expect(offered()).toEqual(['orders', 'orders:{id}'])
    type('Tags', 'orders:{')
    expect(offered()).toEqual(['orders:{id}'])
    type('Tags', 'orders:{id}')
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(draft()['tags']).toEqual(['orders:{id}'])
  })

  it('is added as a write of a live endpoint, drawn and listed', async () => {
    const { draft } = open({ enabled: true })
    expect(await screen.findByRole('img', { name: /PUT .* forgets the same path/ })).toBeTruthy()
    press('Add write')
    const field = screen.getByLabelText<HTMLInputElement>('After a successful')
    await vi.waitFor(() => expect(field.list?.options).toHaveLength(1))
    expect(field.list?.options[0]?.value).toBe('PUT /orders/{id}')
    type('After a successful', 'PUT /orders/{id}')
    expect(screen.getByRole('img', { name: /answers with the same id/ })).toBeTruthy()
    type('Forget tags', 'orders:{id}')
    fireEvent.keyDown(screen.getByLabelText('Forget tags'), { key: 'Enter' })
    expect(draft()['invalidationRules']).toEqual([
      { on: 'PUT /orders/{id}', tags: ['orders:{id}'] },
    ])
    fireEvent.click(screen.getByText('As a list'))
    expect(await screen.findByText('PUT /orders/{id} forgets orders:{id}')).toBeTruthy()
    press('Remove PUT /orders/{id}')
    expect(draft()['invalidationRules']).toBeUndefined()
  })

  it('tells of a write that no endpoint answers', async () => {
    open({ enabled: true, invalidationRules: [{ on: 'POST /nowhere' }] })
    press(/^POST \/nowhere/)
    expect(screen.getByText(/^No live endpoint answers POST \/nowhere yet/)).toBeTruthy()
  })

  it('gives a rule that was written short room for tags', () => {
    const { draft } = open({ enabled: true, invalidationRules: ['PUT /orders/{id}'] })
    press(/^PUT/)
    expect(screen.getByLabelText('Forget tags')).toBeTruthy()
    expect(draft()['invalidationRules']).toEqual([{ on: 'PUT /orders/{id}' }])
  })
})

describe('on a write', () => {
  it('names the endpoints that forget something after it', async () => {
    open({}, { method: 'POST', path: '/orders' })
    expect(screen.getByText(/^Nothing yet/)).toBeTruthy()
    const link = await screen.findByRole<HTMLAnchorElement>('link', { name: 'Order' })
    expect(link.getAttribute('href')).toBe('/endpoints/ep_3')
    expect(link.closest('li')?.textContent).toMatch(/GET \/orders\/\{id\}\s*orders/)
  })
})

describe('what the cache does', () => {
  const live = { liveVersion: 1 }

  it('is seen, and purged, only once the endpoint is published', () => {
    open({ enabled: true })
    expect(screen.getByText(/^Publish the endpoint to see/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Purge…' })).toBeNull()
  })

  it('teaches how to see a hit while there is no request', async () => {
    open({ enabled: true }, live)
    expect(await screen.findByText(/the second answer carries Cache-Status/)).toBeTruthy()
    expect(screen.getByText('curl -i http://localhost/api/custom/orders/1')).toBeTruthy()
  })

  it('is said in a sentence and counted by verdict', async () => {
    usage = [{ day: today, hit: 6, stale: 1, miss: 2, bypass: 1 }]
    open({ enabled: true }, live)
    expect(await screen.findByText('70% of 10 requests were answered from the cache.')).toBeTruthy()
    const counts = screen.getAllByRole('definition').map(({ textContent }) => textContent)
    expect(counts).toEqual(['6 60%', '1 10%', '2 20%', '1 10%'])
  })

  it('says before a purge what it does, and purges by tags', async () => {
    open({ enabled: true }, live)
    press('Purge…')
    expect(
      screen.getByText(/^Everything this endpoint remembers is forgotten.*undone/),
    ).toBeTruthy()
    choose('Tags')
    expect(screen.getByText(/those of other endpoints too/)).toBeTruthy()
    type('Tags to forget', 'orders:42, orders')
    press('Purge answers')
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const body = { scope: 'tags', tags: ['orders:42', 'orders'] }
    expect(sent).toEqual([{ path: '/api/v1/endpoints/ep_1/purge', body }])
  })

  it('shows a refused path beside its field', async () => {
    open({ enabled: true }, live)
    press('Purge…')
    choose('One path')
    type('Path to forget', '/nowhere')
    press('Purge answers')
    expect(await screen.findByText('Write a path')).toBeTruthy()
    expect(screen.getByLabelText('Path to forget').getAttribute('aria-invalid')).toBe('true')
  })
})
