import { afterAll, beforeAll, expect, it } from 'vitest'

import { until } from '../support/until.ts'
import { picture, type Session, startSession, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

it('protects an endpoint, hands a key to a consumer, replaces it and revokes it', async () => {
  const { gateway, browser, signedIn } = session
  const id = await gateway.publish({
    name: 'Guarded',
    method: 'GET',
    path: '/guarded',
    response: { body: 'hello {{ principal.claims.name }}' },
  })
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const call = async (key: string) =>
    (await fetch(`${gateway.gatewayUrl}/guarded`, { headers: { 'x-api-key': key } })).status

  // The endpoint asks for a key
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Authentication' })
    .click()
  await page.getByText('API key', { exact: true }).click()
  await picture(page, 'authentication-section')
  await page
    .getByRole('button', { name: /^Publish|Review/ })
    .first()
    .click()
  await dialog.getByRole('button', { name: /Publish/ }).click()
  await until(async () => (await call('')) === 401, 10_000)

  // A consumer gets a key, shown once with a command that works
  await page.goto(`${gateway.url}/consumers`)
  await button('New consumer').first().click()
  await page.getByLabel('Name', { exact: true }).fill('Acme')
  await dialog.getByLabel('Roles').fill('partner, reader')
  await dialog.getByRole('button', { name: 'New consumer' }).click()
  await page.waitForURL(/\/consumers\/con_/)
  await button('Create key').first().click()
  await dialog.getByLabel('Name', { exact: true }).fill('Production')
  await dialog.getByLabel('Allowed networks').fill('10.0.0.0/33')
  await dialog.getByRole('button', { name: 'Create key' }).click()
  await dialog.getByText('Write an address, or a network such as').waitFor()
  await dialog.getByLabel('Allowed networks').fill('')
  await dialog.getByRole('button', { name: 'Create key' }).click()
  const shown = dialog.getByRole('textbox', { name: 'API key' })
  const key = await shown.inputValue()
  expect(key).toMatch(/^eck_/)
  await picture(page, 'key-created')
  expect(await dialog.locator('pre').textContent()).toContain(`x-api-key: ${key}`)
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await call(key)).toBe(200)
  expect(await page.content()).not.toContain(key)

  // Replaced with an overlap, then revoked
  const menu = (name: string) => page.getByRole('menuitem', { name })
  await button('Actions for Production').click()
  await menu('Rotate key').click()
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  const next = await shown.inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect([await call(key), await call(next)]).toEqual([200, 200])
  await page.getByText('Replaced', { exact: true }).waitFor()
  await button('Actions for Production').last().click()
  await menu('Revoke key').click()
  await dialog.getByRole('button', { name: 'Revoke key' }).click()
  await page.getByText('Revoked', { exact: true }).waitFor()
  await until(async () => (await call(key)) === 401, 6_000)
  expect(await call(next)).toBe(200)

  // The refusals and the uses are there to see
  await page.goto(`${gateway.url}/consumers`)
  const reasons = page.getByRole('cell', { name: 'revoked', exact: true })
  await reasons.waitFor({ timeout: 20_000 })
  await picture(page, 'refused-attempts')
  // The network that is none was refused with a 422, which Chromium logs.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await context.close()
}, 90_000)
