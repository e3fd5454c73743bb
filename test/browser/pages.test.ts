import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { picture, type Session, startSession, violations, watch } from './browser.ts'

const routes: readonly (readonly [
  name: string,
  path: (endpoint: string, consumer: string, integration: string) => string,
])[] = [
  ['overview', () => '/'],
  ['playground', () => '/playground'],
  ['endpoints', () => '/endpoints'],
  ['endpoint-new', () => '/endpoints/new'],
  ['endpoint-new-curl', () => '/endpoints/new?from=curl'],
  ['endpoint-build', (id) => `/endpoints/${id}`],
  ['endpoint-versions', (id) => `/endpoints/${id}?tab=versions`],
  ['endpoint-settings', (id) => `/endpoints/${id}?tab=settings`],
  ['integrations', () => '/integrations'],
  ['integration', (_, __, integration) => `/integrations/${integration}`],
  ['consumers', () => '/consumers'],
  ['consumer', (_, consumer) => `/consumers/${consumer}`],
  ['keys', () => '/keys'],
  ['keys-none', () => '/keys?q=nothing'],
  ['refused', () => '/refused'],
  ['audit', () => '/audit'],
  ['settings', () => '/settings'],
  ['reference', () => '/reference'],
  ['welcome', () => '/welcome'],
  ['not-found', () => '/nowhere'],
  ['sign-in', () => '/sign-in'],
]
const looks = ['light', 'dark'].flatMap((theme) =>
  ['en', 'fr'].flatMap((locale) =>
    [1440, 390].map((width) => ({ theme, locale, width, look: `${theme} ${locale} ${width}px` })),
  ),
)

let session: Session
let id = ''
let consumer = ''
let integration = ''
beforeAll(async () => {
  session = await startSession()
  id = await session.gateway.publish({
    name: 'Contact card',
    method: 'GET',
    path: '/contacts/{id}',
    description: 'Calls one service and answers with the fields callers need.',
    integrations: [
      { id: 'user', type: 'http', endpoint: 'https://example.com/users/{{ request.params.id }}' },
    ],
    transformations: [
      { id: 'card', type: 'map', rules: [{ operation: 'set', source: '{ "id": body.id }' }] },
    ],
    documentation: { summary: 'One contact', tags: ['Contacts'] },
  })
  const made = await session.gateway.api.call<{ id: string }>('POST', '/consumers', {
    name: 'Acme web shop',
    roles: ['partner'],
    scopes: ['orders:read'],
  })
  consumer = made.id
  const orders = { id: 'orders', name: 'Orders', type: 'http' }
  const shared = await session.gateway.api.call<{ id: string }>('POST', '/integrations', {
    ...orders,
    endpoint: 'https://orders.example.com/v1/{{ request.params.id }}',
  })
  integration = shared.id
  const user = await session.gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'One order',
    method: 'GET',
    path: '/orders/{id}',
    integrations: [{ id: 'orders', type: 'shared', integration }],
  })
  await session.gateway.api.call('POST', `/endpoints/${user.id}/publish`, {})
  // A further revision: what is live is behind.
  await session.gateway.api.call(
    'PUT',
    `/integrations/${integration}`,
    { ...orders, endpoint: 'https://orders.example.com/v2/{{ request.params.id }}' },
    { 'if-match': '"1"' },
  )
  const key = (more: object) =>
    session.gateway.api.call<{ id: string }>('POST', `/consumers/${consumer}/keys`, more)
  await session.gateway.api.call('PUT', '/secrets/partner-hmac', { value: 'shown nowhere' })
  await key({ name: 'Production', allowedIps: ['203.0.113.0/24'], endpoints: [id] })
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000).toISOString()
  await key({ name: 'Trial of a partner', expiresAt: inThreeDays, roles: ['partner'] })
  const old = await key({ name: 'Laptop of Ada' })
  await session.gateway.api.call('POST', `/keys/${old.id}/rotate`, {})
  await session.gateway.api.call('POST', '/endpoints', {
    name: 'A draft',
    method: 'POST',
    path: '/drafts',
  })
})
afterAll(() => session?.stop())

describe.each(looks)('$look', ({ theme, locale, width, look }) => {
  let context: BrowserContext
  let anonymous: BrowserContext
  beforeAll(async () => {
    const options = {
      viewport: { width, height: width > 1_000 ? 900 : 844 },
      locale,
      reducedMotion: 'reduce' as const,
    }
    const { browser, signedIn } = session
    context = await browser.newContext({ ...options, storageState: signedIn })
    anonymous = await browser.newContext(options)
    for (const one of [context, anonymous]) {
      const preferences = JSON.stringify({ theme, locale })
      await one.addInitScript(
        `localStorage.setItem('ecluse.preferences', ${JSON.stringify(preferences)})`,
      )
    }
  })
  afterAll(() => Promise.all([context?.close(), anonymous?.close()]))

  it.each(routes)('%s', async (name, path) => {
    const page = await (name === 'sign-in' ? anonymous : context).newPage()
    try {
      const complaints = await watch(page)
      await page.goto(session.gateway.url + path(id, consumer, integration), {
        waitUntil: 'networkidle',
      })
      await page.locator('h1, h2').first().waitFor()
      await picture(page, `${name}-${look.replaceAll(' ', '-')}`)
      expect(await page.evaluate('document.documentElement.lang')).toBe(locale)
      // Whoever is not signed in is told so with a 401, which Chromium logs.
      const expected = name === 'sign-in' ? /401/ : /^$/
      expect({
        accessibility: await violations(page),
        scrollsSideways: await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        ),
        complaints: complaints.filter((text) => !expected.test(text)),
      }).toEqual({ accessibility: [], scrollsSideways: false, complaints: [] })
    } finally {
      await page.close()
    }
  })
})
