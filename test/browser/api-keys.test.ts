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
  await until(async () => (await call(key)) === 401, 30_000)
  expect(await call(next)).toBe(200)

  // The refusals and the uses are there to see, from the endpoint as well
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Authentication' })
    .click()
  await page.getByRole('link', { name: 'Refused attempts of this endpoint' }).click()
  await page.getByRole('cell', { name: 'Key revoked' }).waitFor({ timeout: 20_000 })
  await picture(page, 'refused-attempts')
  await page.getByLabel('Reason').selectOption({ label: 'Unknown key' })
  await page.getByText('Nothing matches these filters').waitFor()
  await button('Clear filters').click()
  await page.getByLabel('Filter by key prefix or address').fill(key.slice(0, 14))
  await page
    .getByRole('cell', { name: key.slice(0, 14) })
    .first()
    .waitFor()
  // The network that is none was refused with a 422, which Chromium logs.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await context.close()
}, 90_000)

it('lists every key, makes one for a new consumer, changes, replaces and revokes it', async () => {
  const { gateway, browser, signedIn } = session
  await gateway.publish({
    name: 'Prices',
    method: 'GET',
    path: '/prices/{id}',
    authentication: { type: 'api-key', settings: { name: 'x-shop-key' }, roles: ['shop'] },
    response: { body: 'ok' },
  })
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const dialog = page.getByRole('dialog')
  const inDialog = (name: string) => dialog.getByRole('button', { name, exact: true })
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'Actions for Till 7' }).first().click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  // By the keyboard to the page, to a new key, and to somebody new
  await page.goto(gateway.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await page.waitForURL(/\/keys$/)
  await page.keyboard.press('n')
  await inDialog('New consumer').click()
  await dialog.getByLabel('Name', { exact: true }).fill('Corner shop')
  await dialog.getByLabel('Roles').fill('shop')
  await inDialog('New consumer').click()
  await dialog.getByText('For Corner shop.').waitFor()

  // Shown once, with a command that works as it stands
  await dialog.getByLabel('Name', { exact: true }).fill('Till 7')
  await dialog.getByLabel('Prices (GET /prices/{id})').check()
  await dialog.getByLabel('Allowed networks').fill('0.0.0.0/0, ::/0')
  await inDialog('Create key').click()
  await picture(page, 'every-address')
  await dialog.getByLabel('Yes, that is meant').check()
  await inDialog('Create key').click()
  const shown = dialog.getByRole('textbox', { name: 'API key' })
  const key = await shown.inputValue()
  const command = (await dialog.locator('pre').textContent()) ?? ''
  expect(command).toBe(`curl ${gateway.gatewayUrl}/prices/1 -H 'x-shop-key: ${key}'`)
  const call = async (text: string) =>
    (await fetch(`${gateway.gatewayUrl}/prices/1`, { headers: { 'x-shop-key': text } })).status
  expect(await call(key)).toBe(200)
  await inDialog('Done').click()
  await row('Till 7').getByText('Active', { exact: true }).waitFor()
  expect(await page.content()).not.toContain(key)

  // Found, changed, replaced, revoked
  await page.getByLabel('Filter by name, prefix or consumer').fill('corner')
  await page.getByLabel('State').selectOption({ label: 'Active' })
  await page.waitForURL(/q=corner/)
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  await choose('Edit')
  await dialog.getByLabel('Valid from').fill('2099-01-01T09:00')
  await dialog.getByLabel('Expires').selectOption({ label: 'Never' })
  await dialog.getByLabel('Allowed networks').fill('')
  await inDialog('Save key').click()
  await page.getByText('Nothing matches these filters').waitFor()
  await page.getByLabel('State').selectOption({ label: 'Not valid yet' })
  await row('Till 7').getByText('Not valid yet', { exact: true }).waitFor()
  await until(async () => (await call(key)) === 401, 30_000)
  await choose('Edit')
  await dialog.getByLabel('Valid from').fill('')
  await inDialog('Save key').click()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await until(async () => (await call(key)) === 200, 30_000)
  await choose('Rotate key')
  await inDialog('Rotate key').click()
  const next = await shown.inputValue()
  await inDialog('Done').click()
  await row('Till 7').getByText('Replaced', { exact: true }).waitFor()
  await choose('Revoke key')
  await inDialog('Revoke key').click()
  await row('Till 7').getByText('Revoked', { exact: true }).waitFor()
  await until(async () => (await call(next)) === 401, 30_000)
  expect(await call(key)).toBe(200)

  // How often it was used
  const used = row('Replaced').getByRole('img', { name: /requests? in the last 14 days/ })
  await used.waitFor({ timeout: 30_000 })
  await picture(page, 'keys-used')
  // The networks were refused with a 422 at first, which Chromium logs.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await context.close()
}, 120_000)
