import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'
import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
let origin: Origin
beforeAll(async () => {
  ;[session, origin] = await Promise.all([startSession(), startOrigin()])
})
afterAll(() => Promise.all([session?.stop(), origin?.stop()]))

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const fill = (page: Page, name: string, label: string, value: string) =>
  part(page, name).getByRole('textbox', { name: label, exact: true }).fill(value)
const turn = (page: Page, name: string) =>
  part(page, name).getByRole('switch', { name, exact: true }).click()
const integrations = async (page: Page, section = 'Integration') => {
  const rail = page.getByRole('navigation', { name: /Sections/ })
  // A click would scroll to the button by itself.
  await rail.getByRole('button', { name: new RegExp(`^${section}`, 'i') }).dispatchEvent('click')
}

it('writes resilience by form, sees the breaker open, forces it closed, and tests connections', async () => {
  const { gateway, browser, signedIn } = session
  const up = { id: 'up', type: 'http', endpoint: `${origin.url}/server-error` }
  const config = { name: 'Resilient', method: 'GET', path: '/resilient', integrations: [up] }
  const { id } = await gateway.api.call<{ id: string }>('POST', '/endpoints', config)
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const dialog = page.getByRole('dialog')
  const draft = async () => {
    const read = await gateway.api.call<{ config: { integrations: object[] } }>(
      'GET',
      `/endpoints/${id}`,
    )
    return read.config.integrations[0]
  }

  // Retry, breaker and fallback by form are the same JSON
  await page.setViewportSize({ width: 1_440, height: 1_100 })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await integrations(page)
  await turn(page, 'Retry')
  await fill(page, 'Retry', 'Attempts', '2')
  await page.getByText('2 attempts × 10 s + 100 ms back-off = 20.1 s.').waitFor()
  await turn(page, 'Circuit breaker')
  await fill(page, 'Circuit breaker', 'Size of the window', '10')
  await fill(page, 'Circuit breaker', 'Fewest calls', '4')
  await fill(page, 'Circuit breaker', 'Open for', '60000')
  await page.getByText('opens at 50% of 10 calls, for 60 s').waitFor()
  await turn(page, 'Fallback')
  await fill(page, 'Fallback', 'Body', '{"from":"fallback"}')
  await part(page, 'Fallback')
    .getByRole('button', { name: 'Last good answer', exact: true })
    .click()
  await part(page, 'Fallback').getByRole('button', { name: 'Move up' }).last().press('Enter')
  await page.getByText('last good answer, then fixed 200').waitFor()
  await page.getByText(/^Saved/).waitFor()
  const written = {
    retryPolicy: { maxAttempts: 2 },
    circuitBreaker: {
      enabled: true,
      slidingWindowSize: 10,
      minimumNumberOfCalls: 4,
      waitDurationInOpenState: 60_000,
    },
    fallbackStrategy: [
      { strategy: 'cache' },
      { strategy: 'default-response', body: '{"from":"fallback"}' },
    ],
  }
  await until(async () => JSON.stringify(await draft()).includes('"cache"'), 10_000)
  expect(await draft()).toMatchObject(written)
  await picture(page, 'resilience-form')

  // Published, with a service that fails: the breaker opens for everybody, and the page tells
  await page.getByRole('button', { name: 'Review and publish' }).first().click()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  const call = () => fetch(`${gateway.gatewayUrl}/resilient`)
  await until(async () => {
    const answers = await Promise.all([call(), call(), call()])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    return part(page, 'Circuit breaker').getByText('Open', { exact: true }).first().isVisible()
  }, 60_000)
  await page.getByText(/^A probe may go in \d+ s\.$/).waitFor()
  await page.getByText('Breaker open').waitFor({ timeout: 20_000 })
  expect(await (await call()).text()).toBe('{"from":"fallback"}')
  await part(page, 'Circuit breaker')
    .getByRole('link', { name: 'In the audit log' })
    .scrollIntoViewIfNeeded()
  await picture(page, 'resilience-open')
  expect(await violations(page)).toEqual([])

  // Forced closed: calls go through again, however they end
  await part(page, 'Circuit breaker').getByRole('button', { name: 'Force closed' }).click()
  await picture(page, 'resilience-confirm')
  await dialog.getByRole('button', { name: 'Force closed' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await part(page, 'Circuit breaker').getByText('Forced closed', { exact: true }).first().waitFor()
  await page.getByText(/^Set by /).waitFor()
  origin.forget()
  await until(async () => {
    await call()
    return origin.journal.length > 0
  }, 10_000)

  // A connection that answers, and one that is refused
  await page.getByLabel('URL', { exact: true }).fill(`${origin.url}/echo`)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await dialog.getByRole('button', { name: 'Call it' }).click()
  await dialog.getByText('200 OK').waitFor()
  await dialog.getByText(/"echo":true/).waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, 'connection-good')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByLabel('URL', { exact: true }).fill('http://169.254.169.254/')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await dialog.getByRole('button', { name: 'Call it' }).click()
  await dialog.getByText('It cannot be called as it is written').waitFor()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByLabel('URL', { exact: true }).fill(`${origin.url}/reset-before-headers`)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await dialog.getByRole('button', { name: 'Call it' }).click()
  await dialog.getByText(/^No connection: the name may not resolve/).waitFor()
  await picture(page, 'connection-refused')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  // A secret that nobody has set is set where it is named
  await page.getByLabel('Authentication', { exact: true }).selectOption('bearer')
  await page.getByLabel('Token', { exact: true }).fill('partner')
  await page.getByText('There is no secret partner yet.').waitFor()
  await picture(page, 'secret-offer')
  await page.getByRole('button', { name: 'Set secret' }).click()
  await dialog.getByLabel('Value', { exact: true }).fill('canary of the browser')
  expect(await dialog.getByLabel(/^Allowed origins/).inputValue()).toBe(origin.url)
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await until(
    async () =>
      !(await page
        .getByText(/There is no secret/)
        .first()
        .isVisible()),
    10_000,
  )
  expect(await page.content()).not.toContain('canary')

  // Every size, light and dark, in both languages
  for (const [locale, scheme, width] of [
    ['fr', 'light', 1_280],
    ['en', 'dark', 1_280],
    ['fr', 'dark', 390],
    ['en', 'light', 390],
  ] as const) {
    const other = await browser.newContext({
      storageState: signedIn,
      locale,
      colorScheme: scheme,
      viewport: { width, height: 900 },
    })
    const view = await other.newPage()
    await view.goto(`${gateway.url}/endpoints/${id}`)
    await integrations(view, 'Int[eé]gration')
    const chosen = view.locator('nav [aria-current=location]')
    await chosen.waitFor()
    const box = await chosen.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true)
    await view
      .getByRole('region', { name: /^(Circuit breaker|Disjoncteur)$/ })
      .getByRole('button')
      .first()
      .click()
    await view
      .getByRole('region', { name: /^(Fallback|Repli)$/ })
      .getByRole('button')
      .first()
      .click()
    await view.waitForTimeout(600)
    expect(await violations(view)).toEqual([])
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await view.evaluate(overflow)).toBe(0)
    await view
      .getByRole('region', { name: /^(Retry|Nouvelles tentatives)$/ })
      .scrollIntoViewIfNeeded()
    await picture(view, `resilience-${locale}-${scheme}-${width}`)
    await view.getByRole('region', { name: /^(Live|En direct)$/ }).scrollIntoViewIfNeeded()
    await picture(view, `resilience-live-${locale}-${scheme}-${width}`)
    await other.close()
  }
  // A draft that may not be saved is refused with a 422, which Chromium logs.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await context.close()
}, 180_000)
