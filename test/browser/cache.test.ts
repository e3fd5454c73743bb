import { afterAll, beforeAll, expect, it } from 'vitest'

import { until } from '../support/until.ts'
import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

it('sets up a cache, is refused beside the field, publishes, and sees answers remembered', async () => {
  const { gateway, browser, signedIn } = session
  await gateway.publish({
    name: 'Change item',
    method: 'PUT',
    path: '/items/{id}',
    response: { body: 'changed' },
  })
  const id = await gateway.publish({
    name: 'Item',
    method: 'GET',
    path: '/items/{id}',
    response: { body: '{{ $millis() }}' },
  })
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const dialog = page.getByRole('dialog')
  const call = async (init?: RequestInit) => {
    const answer = await fetch(`${gateway.gatewayUrl}/items/1`, init)
    return { body: await answer.text(), status: answer.headers.get('cache-status') ?? '' }
  }

  // Everything by keyboard: the switch, the tier, a duration
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Cache' })
    .press('Enter')
  await page.getByRole('switch', { name: 'Remember answers' }).press('Space')
  await page.getByRole('radio', { name: 'Memory', exact: true }).press('ArrowDown')
  expect(await page.getByRole('radio', { name: 'KV', exact: true }).isChecked()).toBe(true)

  // What cannot be is refused beside its field, and nothing is saved
  const ttl = page.getByLabel('Time to live', { exact: true })
  await ttl.fill('0')
  await page.getByText('Not saved: 1 problem').waitFor()
  const describedBy = (await ttl.getAttribute('aria-describedby')) ?? ''
  const [error = ''] = describedBy.split(' ')
  expect(await page.locator(`[id="${error}"]`).textContent()).toMatch(/1/)
  expect(await ttl.getAttribute('aria-invalid')).toBe('true')

  // Its preview follows
  await ttl.fill('5 min')
  await page.getByLabel('Stale while revalidating').fill('30')
  await page.getByLabel('Stale if error').fill('1 day')
  await page.getByText(/up to 5 min old.* for 30 s more .* for 1 day after/).waitFor()
  await page.getByText(/8,640 writes a month/).waitFor()

  // A write of a live endpoint is chosen, and drawn
  await page.getByLabel('Tags', { exact: true }).fill('items:{id}')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Add write' }).press('Enter')
  await page.getByLabel('After a successful').fill('PUT /items/{id}')
  await page.getByLabel('Forget tags').fill('items:{id}')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: /PUT \/items\/\{id\} forgets items:\{id\}/ }).waitFor()
  await page.getByText(/^Saved \d/).waitFor()
  await picture(page, 'cache-section')
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'Review and publish' }).first().click()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await until(async () => (await call()).status.includes('stored'), 10_000)
  const first = await call()
  expect(first.status).toMatch(/^Ecluse; hit/)
  expect((await call()).body).toBe(first.body)

  // A write forgets, and so does a purge of one path
  await call({ method: 'PUT', body: '' })
  const second = await call()
  expect(second.body).not.toBe(first.body)
  await page.getByRole('button', { name: 'Purge…' }).press('Enter')
  await dialog.getByText('One path', { exact: true }).click()
  await dialog.getByLabel('Path to forget').fill('/elsewhere')
  await page.keyboard.press('Enter')
  await dialog.getByText(/^Write a path that \/items\/\{id\} answers/).waitFor()
  await dialog.getByLabel('Path to forget').fill('/items/1')
  await picture(page, 'cache-purge')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('Purged: /items/1. No location gives it after 5 s.').waitFor()
  expect((await call()).body).not.toBe(second.body)

  // The trace of a test says why
  const send = page
    .getByRole('complementary', { name: 'Test console' })
    .getByRole('button', { name: /^Send/ })
  await send.click()
  await page
    .getByText(/^Remembered, fresh for (5 min|4 min 5\d s)\.$/)
    .waitFor({ state: 'attached' })
  await send.click()
  await page.getByText(/An answer was there: Memory, \d+ s old\./).waitFor({ state: 'attached' })
  await picture(page, 'cache-trace')
  // Chromium logs the purge that was refused.
  expect(complaints.filter((text) => !/422/.test(text))).toEqual([])
  await context.close()
})
