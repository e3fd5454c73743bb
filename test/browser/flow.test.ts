import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { type Origin, startOrigin } from '../support/origin.ts'
import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
  session = await startSession()
})
afterAll(async () => {
  await session?.stop()
  await origin?.stop()
})

const long = 'AVeryLongNameOfAnIntegrationThatNobodyWouldChooseButSomebodyDoes'
const config = (url: string): EndpointConfigInput => ({
  name: 'Order with everything',
  method: 'GET',
  path: '/orders/{id}/full',
  rateLimit: { enabled: true, requestsPerMinute: 100 },
  integrations: [
    {
      id: 'order',
      type: 'http',
      endpoint: `${url}/echo`,
      fallbackStrategy: [{ strategy: 'alternative-service', integration: 'archive' }],
    },
    { id: 'archive', type: 'http', endpoint: `${url}/echo?archive` },
    { id: 'user', type: 'http', endpoint: `${url}/echo?{{ integrations.order.status }}` },
    { id: long, type: 'http', endpoint: `${url}/not-found`, expectedStatuses: ['404'] },
    {
      id: 'prices',
      type: 'http',
      endpoint: `${url}/echo`,
      headers: { 'x-seen': `{{ integrations.user.status & integrations.${long}.status }}` },
    },
  ],
  transformations: [
    { id: 'shape', type: 'map', rules: [{ operation: 'set', target: 'seen', source: 'true' }] },
  ],
})

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`${session.gateway.url}/endpoints/${id}`)
  await page
    .getByRole('radio', { name: /^(Flow|Flux)$/ })
    .first()
    .press('Space')
  await page.locator('button[data-step=response]').waitFor()
}

const focused = async (page: Page) =>
  String(await page.evaluate("document.activeElement?.getAttribute('data-step')"))
const scrollWidth = (page: Page) => page.evaluate('document.documentElement.scrollWidth')

it('draws a draft, is walked by keyboard, says the same as a list, and shows what a test did', async () => {
  const { gateway, browser, signedIn } = session
  const id = await gateway.publish(config(origin.url))
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  await page.setViewportSize({ width: 1_280, height: 900 })
  await open(page, id)
  const line = (from: string, to: string) =>
    page.locator(`path[data-from="${from}"][data-to="${to}"]`)
  await line('integration:0', 'integration:2').waitFor({ state: 'attached' })
  expect(await line('integration:0', 'integration:1').getAttribute('data-kind')).toBe('stand-in')

  // From the request down to the response, by arrow keys alone
  await page.locator('button[data-step=request]').focus()
  const walked = ['request']
  while (walked.at(-1) !== 'response' && walked.length < 12) {
    await page.keyboard.press('ArrowDown')
    walked.push(await focused(page))
  }
  expect(walked).toEqual(expect.arrayContaining(['policies', 'transformation:0', 'response']))
  await page.keyboard.press('Home')
  expect(await focused(page)).toBe('request')
  expect(await page.locator('button[data-step][tabindex="0"]').count()).toBe(1)
  expect(await violations(page)).toEqual([])

  // What a test did
  await page.getByRole('button', { name: /^Send/ }).first().click()
  await page.locator('button[data-step="integration:0"][data-outcome=ok]').waitFor()
  await page.locator('button[data-step="integration:1"][data-outcome=unreached]').waitFor()
  await page.locator('button[data-step="integration:4"]').click()
  await picture(page, 'flow-graph-1280')

  // The list has the same steps, in an order that its words agree with
  const inGraph = await stepsOf(page)
  await page.getByText('List', { exact: true }).click()
  const inList = await stepsOf(page)
  expect(inList).toEqual(inGraph)
  const text = await page.locator('li[data-step="integration:4"]').textContent()
  expect(text).toContain(`after: user, ${long}`)
  expect(await page.locator('li[data-step="integration:1"]').textContent()).toContain(
    'stands in for: order',
  )
  expect(await violations(page)).toEqual([])
  await picture(page, 'flow-list-1280')
  await page.getByText('Graph', { exact: true }).click()

  // Enter edits: the form of that very integration is open
  await page.locator('button[data-step="integration:2"]').press('Enter')
  await page.getByRole('button', { name: /^user/, expanded: true }).waitFor()

  // An unknown reference is drawn, with the words of the check
  await page
    .getByLabel('URL', { exact: true })
    .first()
    .fill(`${origin.url}/echo?{{ integrations.nobody.status }}`)
  await page.getByText(/Not saved: \d problem/).waitFor()
  await page.getByRole('radio', { name: 'Flow' }).first().press('Space')
  await page.locator('button[data-step="unknown:nobody"]').click()
  await page
    .getByText(/There is no integration nobody/)
    .first()
    .waitFor()
  await picture(page, 'flow-unknown')
  expect(complaints).toEqual([])
  await context.close()
})

it('is drawn in both languages, light and dark, and narrow; recent calls are listed', async () => {
  const { gateway, browser, signedIn } = session
  const id = await gateway.publish({ ...config(origin.url), path: '/narrow/{id}' })
  await (await fetch(`${gateway.gatewayUrl}/narrow/1`)).text()
  for (const [locale, colorScheme, width] of [
    ['en', 'dark', 1_280],
    ['fr', 'light', 390],
  ] as const) {
    const context = await browser.newContext({ storageState: signedIn, locale, colorScheme })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.setViewportSize({ width, height: 900 })
    await open(page, id)
    await page.locator('button[data-step="integration:0"]').focus()
    await page.keyboard.press('ArrowDown')
    expect(await scrollWidth(page)).toBeLessThanOrEqual(width)
    expect(await violations(page)).toEqual([])
    await page.locator('button[data-step="integration:0"]').scrollIntoViewIfNeeded()
    await picture(page, `flow-graph-${locale}-${colorScheme}-${width}`)
    await page.locator('button[data-step="integration:0"]').press('Enter')
    const calls = page.getByRole('region', { name: /^(Recent calls|Appels récents)$/ }).first()
    await calls.getByRole('row').nth(1).waitFor()
    await calls.scrollIntoViewIfNeeded()
    expect(await violations(page)).toEqual([])
    expect(await scrollWidth(page)).toBeLessThanOrEqual(width)
    await picture(page, `recent-calls-${locale}-${colorScheme}-${width}`)
    await context.close()
  }
})

const stepsOf = async (page: Page): Promise<unknown> =>
  page.evaluate("[...document.querySelectorAll('[data-step]')].map((step) => step.dataset.step)")
