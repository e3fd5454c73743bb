import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })

/** An endpoint that uses the shared integration, made in the builder. */
async function useIn(page: Page, name: string): Promise<void> {
  const { gateway } = session
  const { id } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name,
    method: 'GET',
    path: `/${name.toLowerCase()}`,
    response: { body: 'ok' },
  })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  const sections = page.getByRole('navigation', { name: 'Sections' })
  await sections.getByRole('button', { name: 'Integration' }).click()
  await named(page, 'Use a shared integration').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Orders/ })
    .click()
  await page.getByRole('link', { name: 'Open Orders' }).waitFor()
  expect(await page.getByLabel('Id', { exact: true }).inputValue()).toBe('orders')
  await picture(page, `shared-use-${name}`)
  await named(page, 'Review and publish').click()
  await page.getByText('Orders: revision 1').waitFor()
  await picture(page, `shared-review-${name}`)
  await inDialog(page, 'Publish').click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

it('is made, used by two endpoints, changed after a warning, and renewed in both', async () => {
  const { gateway, browser, signedIn } = session
  const context = await browser.newContext({
    storageState: signedIn,
    locale: 'en',
    viewport: { width: 1_280, height: 900 },
    // Colours that fade are no colours to judge contrast by.
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)

  await page.goto(`${gateway.url}/integrations`)
  await page.getByText('No shared integrations yet').waitFor()
  await picture(page, 'integrations-empty')
  await named(page, 'New shared integration').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Orders')
  await dialog.getByLabel('Id', { exact: true }).fill('orders')
  await dialog.getByLabel('URL', { exact: true }).fill('https://orders.example.com/v1')
  await picture(page, 'integration-new')
  await inDialog(page, 'New shared integration').click()
  await page.getByText('No endpoint uses it yet').waitFor()
  const address = page.url()

  await useIn(page, 'Basket')
  await useIn(page, 'Invoice')

  // What endpoints notice is said before anything is saved.
  await page.goto(address)
  await page.getByText('Revision 1 in version 1').nth(1).waitFor()
  const url = page.getByRole('textbox', { name: 'URL' })
  await url.fill('https://orders.example.net/v2')
  await page.getByText('Unsaved changes').waitFor()
  await picture(page, 'integration-edit')
  await url.fill('nowhere')
  await page.getByText('Not saved: 1 problem').waitFor()
  await picture(page, 'integration-problem')
  await page.getByRole('group', { name: 'Editor view' }).getByText('JSON').click()
  await picture(page, 'integration-json')
  await named(page, 'Discard changes').click()
  await page.getByRole('group', { name: 'Editor view' }).getByText('Form').click()
  expect(await url.inputValue()).toBe('https://orders.example.com/v1')
  await url.fill('https://orders.example.net/v2')
  await named(page, 'Save…').click()
  await dialog.getByText('Another host answers.').nth(1).waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, 'integration-save')
  await inDialog(page, 'Save').click()
  await page.getByText('Saved as revision 2.').waitFor()

  await named(page, 'Republish 2 endpoints…').click()
  await dialog.getByText('Another host answers.').nth(1).waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, 'integration-republish')
  await inDialog(page, 'Republish').click()
  await dialog.getByText('Republished as version 2').nth(1).waitFor()
  await picture(page, 'integration-republished')
  await inDialog(page, 'Done').click()
  await page.getByText('Revision 2 in version 2').nth(1).waitFor()
  await page.getByRole('complementary').getByRole('link', { name: 'Shared integrations' }).click()
  await page.getByText('All run revision 2').waitFor()
  await picture(page, 'integrations')

  // In use, so it stays: who uses it is one click away.
  await page.getByRole('link', { name: 'Orders' }).click()
  await named(page, 'Delete shared integration').click()
  await dialog.getByText('Orders is in use').waitFor()
  await dialog.getByRole('link', { name: '/basket' }).waitFor()
  await picture(page, 'integration-in-use')
  await inDialog(page, 'Done').click()
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)

it('is made of an integration that an endpoint has', async () => {
  const { gateway, browser, signedIn } = session
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const id = await gateway.publish({
    name: 'Users',
    method: 'GET',
    path: '/users',
    integrations: [{ id: 'users', type: 'http', endpoint: 'https://users.example.com/' }],
  })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  const sections = page.getByRole('navigation', { name: 'Sections' })
  await sections.getByRole('button', { name: 'Integration' }).click()
  await named(page, 'Share this integration').click()
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('User directory')
  await picture(page, 'integration-share')
  await inDialog(page, 'Share this integration').click()
  await page.getByRole('link', { name: 'Open User directory' }).waitFor()
  await page.getByText(/^Saved \d/).waitFor()
  const { config } = await gateway.api.call<{ config: { integrations: object[] } }>(
    'GET',
    `/endpoints/${id}`,
  )
  expect(config.integrations).toEqual([
    { id: 'users', required: true, type: 'shared', integration: expect.stringMatching(/^int_/) },
  ])
  await context.close()
}, 60_000)
