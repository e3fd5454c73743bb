import { afterAll, beforeAll, expect, it } from 'vitest'

import { picture, type Session, startSession, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

it('adds a secret, replaces its value, says who names it and deletes it', async () => {
  const { gateway, browser, signedIn } = session
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const submit = (name: string) => dialog.getByRole('button', { name, exact: true }).click()

  await page.goto(`${gateway.url}/settings#secrets`)
  await page.getByText('No secrets yet').waitFor()
  await picture(page, 'secrets-empty')
  await button('Add secret').click()
  await dialog.getByLabel('Name', { exact: true }).fill('partner-hmac')
  await dialog.getByLabel('Value', { exact: true }).fill('canary of the browser')
  await picture(page, 'secret-add')
  await submit('Add secret')
  await page.getByText('Secret partner-hmac is set.').waitFor()
  expect(await page.content()).not.toContain('canary')

  await button('Replace: partner-hmac').click()
  expect(await dialog.getByLabel('Value', { exact: true }).inputValue()).toBe('')
  await dialog.getByLabel('Value', { exact: true }).fill('another value')
  await submit('Replace value')
  await dialog.waitFor({ state: 'hidden' })

  // Named by an endpoint: kept, and the endpoint is one click away.
  const id = await gateway.publish({
    name: 'Orders',
    method: 'GET',
    path: '/orders/{id}',
    authentication: {
      type: 'jwt',
      settings: {
        algorithms: ['HS256'],
        keys: { source: 'secret', secret: 'partner-hmac' },
        issuer: ['https://login.example.com'],
        audience: ['orders'],
      },
    },
    response: { body: 'ok' },
  })
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.reload()
  await page.getByRole('link', { name: '/orders/{id}' }).waitFor()
  await page.waitForTimeout(300)
  await picture(page, 'secrets')
  await button('Delete secret: partner-hmac').click()
  await dialog.getByText('partner-hmac is in use').waitFor()
  await picture(page, 'secret-in-use')
  await submit('Done')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: '/orders/{id}' }).click()
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Authentication' })
    .click()
  const field = page.getByLabel('HMAC secret')
  expect(await field.inputValue()).toBe('partner-hmac')
  expect(await page.locator('datalist option').evaluateAll((options) => options.length)).toBe(1)
  await field.fill('nobody')
  await page.getByText('There is no secret nobody').first().waitFor()
  await picture(page, 'secret-field')

  await gateway.api.call('DELETE', `/endpoints/${id}`)
  await page.goto(`${gateway.url}/settings#secrets`)
  await button('Delete secret: partner-hmac').click()
  await dialog.getByLabel('Type partner-hmac to confirm').fill('partner-hmac')
  await submit('Delete secret')
  await page.getByText('No secrets yet').waitFor()
  // Saving the draft that names nobody was refused with a 422, which Chromium logs.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await context.close()
}, 90_000)
