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

it('shows deliveries, their attempts and a disabled receiver, which one click enables', async () => {
  const { gateway, browser, signedIn } = session
  const value = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
  await gateway.api.call('PUT', '/secrets/signing', { value, allowedOrigins: [origin.url] })
  const id = await gateway.publish({
    name: 'Events',
    method: 'POST',
    path: '/events',
    integrations: [
      {
        id: 'shop',
        type: 'webhook',
        endpoint: `${origin.url}/{{ request.body.to }}`,
        eventType: 'order.created',
        secrets: ['signing'],
        deliverySchedule: [0, 3_600],
      },
    ],
  })
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.goto(`${gateway.url}/endpoints/${id}?tab=deliveries`)
  await page.getByText('No deliveries yet').waitFor()

  for (const to of ['echo', 'server-error'])
    // oxlint-disable-next-line no-await-in-loop -- in an order
    await fetch(`${gateway.gatewayUrl}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to }),
    })
  await page.getByText('This receiver fails').waitFor()
  await page.getByRole('cell', { name: 'Delivered' }).waitFor()
  await gateway.api.call('POST', `/endpoints/${id}/webhooks/shop`, { state: 'disabled' })
  await page.getByText('This receiver is disabled').waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    /* oxlint-disable no-await-in-loop -- one after the other */
    await page.emulateMedia({ colorScheme })
    await picture(page, `deliveries-${colorScheme}`)
    expect(await violations(page)).toEqual([])
    /* oxlint-enable no-await-in-loop */
  }

  await page.getByRole('button', { name: 'View', exact: true }).first().click()
  await page.getByRole('tab', { name: /Attempt 1/ }).waitFor()
  await picture(page, 'delivery-dark')
  expect(await violations(page)).toEqual([])
  expect(await page.content()).not.toContain(value.slice(6))
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Enable receiver' }).click()
  await until(async () => {
    const { items } = await gateway.api.call<{ items: { attempts: number }[] }>(
      'GET',
      `/endpoints/${id}/webhooks/shop/deliveries`,
    )
    return items[0]?.attempts === 2
  }, 10_000)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await picture(page, 'deliveries-small')

  // Composed in the builder as well: the form of the kind.
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: /Integration/ })
    .click()
  await page.getByRole('button', { name: 'Add webhook' }).click()
  await page.getByText('Signing secrets').last().waitFor()
  await picture(page, 'webhook-form')
  expect(complaints).toEqual([])
})
