import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'
import { picture, type Session, startSession, watch } from './browser.ts'

let session: Session
let origin: Origin
let page: Page
let complaints: readonly string[] = []

beforeAll(async () => {
  ;[session, origin] = await Promise.all([startSession(), startOrigin()])
})
afterAll(() => Promise.all([session?.stop(), origin?.stop()]))
beforeEach(async () => {
  const context = await session.browser.newContext({
    storageState: session.signedIn,
    viewport: { width: 1440, height: 900 },
    locale: 'en',
  })
  context.setDefaultTimeout(15_000)
  page = await context.newPage()
  complaints = await watch(page)
})
afterEach(async (test) => {
  if (test.task.result?.state === 'fail')
    await picture(page, `failed-${test.task.name.slice(0, 40)}`)
  await page.context().close()
})

const open = (path: string) => page.goto(session.gateway.url + path)
const button = (name: string | RegExp) => page.getByRole('button', { name })
const callPublished = (path: string) => fetch(session.gateway.gatewayUrl + path)
const section = (name: string) =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name }).click()
/** The switch is a group of radio buttons, shown once per layout. */
const view = (name: 'Form' | 'JSON') =>
  page
    .locator('label:visible', { hasText: new RegExp(`^${name}$`) })
    .first()
    .click()

it('builds, tests, publishes, changes, rolls back, disables and deletes an endpoint', async () => {
  // Start from a template
  await open('/endpoints/new')
  await page.getByText('Map a response', { exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('Trips')
  await page.getByLabel('Path', { exact: true }).fill('/draft/{id}')
  await page.getByLabel('Service to call').fill(origin.url)
  await button('Create endpoint').click()
  await page.waitForURL(/\/endpoints\/ep_/)

  // Path, integration and mapping
  await page.getByLabel('Path', { exact: true }).fill('/trips/{id}')
  await section('Integration')
  await openItem(/^user/)
  await replaceText('URL', `${origin.url}/journey/{{ request.params.id }}`)
  await section('Transform')
  await openItem(/card/i)
  await replaceText('Source', '{ "seen": body.target }')

  // The same as JSON, and back
  await view('JSON')
  const json = page.getByRole('textbox', { name: 'Configuration as JSON' })
  await expect.poll(() => json.innerText()).toContain('/trips/{id}')
  await view('Form')
  await section('Request')
  expect(await page.getByLabel('Path', { exact: true }).inputValue()).toBe('/trips/{id}')

  // Test with the keyboard
  await page.getByLabel('Path to call').fill('/trips/7')
  await page.keyboard.press('Control+Enter')
  await page.getByText('200 OK').waitFor()
  expect(origin.last().target).toBe('/journey/7')
  await picture(page, 'journey-tested')

  // Review and publish, then call it
  expect((await callPublished('/trips/7')).status).toBe(404)
  await publish()
  expect(await (await callPublished('/trips/7')).json()).toEqual({ seen: '/journey/7' })

  // It is in the list
  await open('/endpoints')
  await page.getByRole('link', { name: 'Trips' }).first().click()
  await page.waitForURL(/\/endpoints\/ep_/)

  // A second version, and back to the first
  await section('Transform')
  await openItem(/card/i)
  await replaceText('Source', '{ "again": body.target }')
  await publish()
  expect(await (await callPublished('/trips/8')).json()).toEqual({ again: '/journey/8' })
  await tab('Versions')
  await button('Roll back to version 1').click()
  await until(
    async () => 'seen' in ((await (await callPublished('/trips/9')).json()) as object),
    10_000,
  )

  // Off, and gone
  await tab('Settings')
  await button('Disable').click()
  await button('Enable').waitFor()
  expect((await callPublished('/trips/7')).status).toBe(404)
  await button('Delete…').click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Delete endpoint' }).isEnabled()).toBe(false)
  await dialog.getByRole('textbox').fill('Trips')
  await dialog.getByRole('button', { name: 'Delete endpoint' }).click()
  await page.waitForURL(/\/endpoints$/)
  await page.getByText('No endpoints yet').waitFor()
  expect(complaints).toEqual([])
})

it('makes an endpoint of a curl command', async () => {
  await open('/endpoints/new?from=curl')
  const command = `curl -X POST '${origin.url}/pasted?x=1' -H 'x-from: curl' -d '{"a":1}'`
  await page.getByRole('textbox', { name: 'curl command' }).fill(command)
  await page.getByLabel('Configuration made from the command').waitFor()
  await button('Create endpoint').click()
  await page.waitForURL(/\/endpoints\/ep_/)
  await page.getByLabel('Path to call').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('200 OK').waitFor()
  expect(origin.last()).toMatchObject({ method: 'POST', target: '/pasted?x=1' })
  expect(origin.last().headers['x-from']).toBe('curl')
  expect(complaints).toEqual([])
})

it('signs out, and asks to sign in again', async () => {
  await open('/endpoints')
  await button(/Owner/).click()
  await page.getByText('Sign out').click()
  await page.getByLabel('E-mail').waitFor()
})

async function publish(): Promise<void> {
  await button('Review and publish').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Endpoint' }).getByRole('button', { name }).click()

/** Items of a list are folded; opening one that is open would fold it. */
async function openItem(name: RegExp): Promise<void> {
  const toggle = page.locator('button[aria-expanded]').filter({ hasText: name }).first()
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
}

/** Code editors are no inputs: their text is replaced as a person would. */
async function replaceText(label: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label, exact: true }).first()
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Escape')
}
