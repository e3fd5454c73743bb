import { Route, Router } from '@solidjs/router'
import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Role } from '#contract/account.ts'
import type {
  IntegrationEffect,
  IntegrationUse,
  Renewal,
  SharedIntegration,
} from '#contract/shared-integration.ts'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'
import { CommandsContext, createCommandRegistry } from '../../../dashboard/src/lib/commands.ts'
import { type Me, roleAtLeast, SessionContext } from '../../../dashboard/src/lib/session.ts'
import { IntegrationEditorPage } from '../../../dashboard/src/pages/integration/integration-editor-page.tsx'

const orders: SharedIntegration = {
  id: 'int_1',
  name: 'Orders',
  type: 'http',
  host: 'orders.example.com',
  revision: 2,
  endpointCount: 2,
  liveRevisions: [{ revision: 1, endpoints: 2 }],
  updatedBy: 'Olga Owner',
  updatedAt: '2026-11-24T09:00:00.000Z',
  config: { id: 'orders', name: 'Orders', type: 'http', endpoint: 'https://orders.example.com' },
  createdBy: 'Olga Owner',
  createdAt: '2026-11-24T09:00:00.000Z',
}
const basket = { id: 'ep_1', name: 'Basket', method: 'GET', path: '/basket' } as const
const invoice = { id: 'ep_2', name: 'Invoice', method: 'GET', path: '/invoice' } as const
const issue = { pointer: '/integrations/0/integration', code: 'x', message: 'No such parameter' }
const use = (endpoint: typeof basket | typeof invoice): IntegrationUse => ({
  ...endpoint,
  isActive: true,
  live: { version: 7, revision: 1, ids: ['orders'] },
  draft: null,
})
const effect = (endpoint: typeof basket | typeof invoice): IntegrationEffect => ({
  ...endpoint,
  liveRevision: 1,
  changes: [{ code: 'origin_changed', pointer: '/endpoint', before: 'a.test', after: 'b.test' }],
  readers: ['/response/body'],
  issues: [],
  draftIssues: [],
})
const problem = (status: number, code: string) =>
  Response.json({ status, code, message: code, requestId: 'req_1' }, { status })

/** What the API was sent, and what it answers by method and path. */
let sent: Request[]
let answers: Record<string, () => Response>
beforeEach(() => {
  sent = []
  localStorage.clear()
  answers = {
    'GET /integrations/int_1': () => Response.json(orders, { headers: { etag: '"2"' } }),
    'GET /integrations/int_1/usage': () => Response.json({ items: [use(basket), use(invoice)] }),
    'POST /integrations/check': () =>
      Response.json({
        valid: true,
        issues: [],
        endpoints: [effect(basket), effect(invoice)],
        endpointCount: 2,
      }),
  }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request = new Request(new URL(url, 'http://localhost'), { ...init, signal: null })
    sent.push(request)
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    return answers[`${request.method} ${path}`]?.() ?? problem(404, 'not_found')
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function show(role: Role = 'editor', integration = orders) {
  const client = createQueryClient()
  const session = {
    me: () => ({ user: { role } }) as Me,
    can: (needed: Role) => roleAtLeast(role, needed),
  }
  const page = () => <IntegrationEditorPage integration={integration} etag={'"2"'} kinds={[]} />
  return render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <QueryClientProvider client={client}>
        <CommandsContext.Provider value={createCommandRegistry()}>
          <SessionContext.Provider value={session}>
            <Router>
              <Route path="*" component={page} />
            </Router>
          </SessionContext.Provider>
        </CommandsContext.Provider>
      </QueryClientProvider>
    </I18nProvider>
  ))
}
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const bodies = async (method: string, path: string) =>
  Promise.all(
    sent
      .filter((one) => one.method === method && new URL(one.url).pathname === `/api/v1${path}`)
      .map(async (one) => ({ body: await one.clone().json(), etag: one.headers.get('if-match') })),
  )

test('endpoints that are behind are republished with this revision only, and each says how it went', async () => {
  const outcomes: Renewal[] = [
    { ...basket, outcome: 'renewed', version: 8, issues: [] },
    { ...invoice, outcome: 'refused', version: 7, issues: [issue] },
  ]
  answers['POST /integrations/int_1/republish'] = () =>
    Response.json({ revision: 2, items: outcomes })
  show()
  fireEvent.click(await screen.findByRole('button', { name: 'Republish 2 endpoints…' }))
  await screen.findAllByText(/Another host answers/)
  click('Republish')
  await screen.findByText('Republished as version 8')
  expect(screen.getByText('Refused; left as it was')).toBeTruthy()
  expect(screen.getByText('No such parameter', { exact: false })).toBeTruthy()
  expect(await bodies('POST', '/integrations/int_1/republish')).toEqual([
    { body: { endpoints: ['ep_1', 'ep_2'] }, etag: '"2"' },
  ])
})

test('endpoints beyond those that a check looks at are republished as well', async () => {
  answers['POST /integrations/check'] = () =>
    Response.json({ valid: true, issues: [], endpoints: [effect(basket)], endpointCount: 2 })
  answers['POST /integrations/int_1/republish'] = () => Response.json({ revision: 2, items: [] })
  show()
  fireEvent.click(await screen.findByRole('button', { name: 'Republish 2 endpoints…' }))
  await screen.findByRole('checkbox', { name: /Invoice/ })
  click('Republish')
  await waitFor(async () =>
    expect(await bodies('POST', '/integrations/int_1/republish')).toEqual([
      { body: { endpoints: ['ep_1', 'ep_2'] }, etag: '"2"' },
    ]),
  )
})

test('an endpoint that is not ticked is left alone', async () => {
  answers['POST /integrations/int_1/republish'] = () => Response.json({ revision: 2, items: [] })
  show()
  fireEvent.click(await screen.findByRole('button', { name: 'Republish 2 endpoints…' }))
  fireEvent.click(await screen.findByRole('checkbox', { name: /Basket/ }))
  click('Republish')
  await waitFor(async () =>
    expect(await bodies('POST', '/integrations/int_1/republish')).toEqual([
      { body: { endpoints: ['ep_2'] }, etag: '"2"' },
    ]),
  )
})

test('one in use says by whom, and offers no deletion', async () => {
  show()
  click('Delete shared integration')
  const dialog = await screen.findByRole('dialog', { name: 'Orders is in use' })
  await waitFor(() => expect(dialog.querySelectorAll('a')).toHaveLength(2))
  expect(dialog.querySelector('a')?.getAttribute('href')).toBe('/endpoints/ep_1')
})

test('one that nothing uses is deleted once its name is typed', async () => {
  answers['DELETE /integrations/int_1'] = () => new Response(null, { status: 204 })
  show('editor', { ...orders, endpointCount: 0 })
  click('Delete shared integration')
  const dialog = screen.getByRole('dialog')
  const name = screen.getByLabelText('Type Orders to confirm')
  fireEvent.input(name, { target: { value: 'Orders' } })
  fireEvent.click(dialog.querySelector('footer button:last-child') as Element)
  await waitFor(() => expect(sent.map(({ method }) => method)).toContain('DELETE'))
})

test('nothing is saved before it is asked for; who saved first is shown, not overwritten', async () => {
  const unsaved = JSON.stringify({ ...Object(orders.config), endpoint: 'https://b.test' })
  localStorage.setItem('ecluse.draft.int_1', JSON.stringify({ text: unsaved, etag: '"2"' }))
  answers['PUT /integrations/int_1'] = () => problem(412, 'revision_mismatch')
  const theirs = { ...orders, revision: 3, config: { ...Object(orders.config), name: 'Theirs' } }
  answers['GET /integrations/int_1'] = () => Response.json(theirs, { headers: { etag: '"3"' } })
  show()
  await waitFor(() =>
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save…' }).disabled).toBe(false),
  )
  click('Save…')
  await screen.findAllByText(/Another host answers/)
  expect(sent.map(({ method }) => method)).not.toContain('PUT')
  click('Save')
  await screen.findByText('Someone saved this integration in the meantime')
  expect((await bodies('PUT', '/integrations/int_1')).map(({ etag }) => etag)).toEqual(['"2"'])
})

test('viewers read, and are offered nothing', async () => {
  show('viewer')
  await screen.findAllByText('Revision 1 in version 7')
  expect(screen.queryByRole('button', { name: /Save|Republish|Delete|Discard/ })).toBeNull()
})
