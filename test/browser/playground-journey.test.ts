import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'
import { picture, type Session, startSession, violations, watch } from './browser.ts'

/** Machines that do much else are slow to evaluate. */
const patient = { timeout: 15_000 }

let session: Session
let origin: Origin
beforeAll(async () => {
  ;[session, origin] = await Promise.all([startSession(), startOrigin()])
})
afterAll(() => Promise.all([session?.stop(), origin?.stop()]))

it('goes from a request of a caller to a rule that answers callers', async () => {
  const { gateway, browser, signedIn } = session
  const id = await gateway.publish({
    name: 'Orders',
    method: 'POST',
    path: '/orders',
    integrations: [{ id: 'orders', type: 'http', endpoint: `${origin.url}/orders` }],
  })
  const order = async () => {
    const answer = await fetch(`${gateway.gatewayUrl}/orders?page=2`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer token-of-the-caller' },
      body: '{"sku":"CHAIR-12"}',
    })
    expect(answer.status).toBe(200)
    return (await answer.json()) as Record<string, unknown>
  }
  const settings = {
    storageState: signedIn,
    viewport: { width: 1_440, height: 900 },
    locale: 'en',
    reducedMotion: 'reduce',
  } as const
  const context = await browser.newContext({
    ...settings,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const document = page.getByRole('textbox', { name: 'Document' })
  const expression = page.getByRole('textbox', { name: 'Expression' })
  const output = page.getByRole('region', { name: 'Output', exact: true }).last()
  await page.goto(`${gateway.url}/playground`)

  // A request of a caller, which is recorded because somebody asks for it
  await button('Samples').click()
  await page.getByRole('menuitem', { name: 'From a recorded request…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Nothing recorded yet').waitFor()
  await picture(page, 'recorded-none')
  await dialog.getByLabel('Endpoint').selectOption(id)
  await dialog.getByText('curl -X POST', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: 'Record next requests' }).click()
  await dialog.getByText(/^Recording until/).waitFor()
  await picture(page, 'recorded-waiting')
  expect(await violations(page)).toEqual([])
  await order()
  const request = dialog.getByRole('button', { name: /POST \/orders 200/ })
  await request.waitFor()
  await picture(page, 'recorded-list')
  expect(await violations(page)).toEqual([])
  await request.click()
  await dialog.waitFor({ state: 'hidden' })
  await document.getByText('CHAIR-12').waitFor()
  expect(await document.innerText()).not.toContain('token-of-the-caller')
  await page.getByText('Context', { exact: true }).click()
  const beside = page.getByRole('textbox', { name: 'Context' })
  await expect.poll(() => beside.innerText(), patient).toContain('"page": "2"')
  await page.getByText('Document', { exact: true }).click()

  // An expression, a path of it chosen by keyboard
  await write(page, expression, '{ "sent": ')
  await page.keyboard.type('body.tar')
  await page.getByRole('option', { name: 'body.target', exact: true }).waitFor()
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
  await page.keyboard.insertText(' }')
  await output.getByText('"/orders?page=2"').waitFor()
  expect((await expression.innerText()).trim()).toBe('{ "sent": body.target }')
  await page.getByRole('tab', { name: /^Steps/ }).click()
  await button(/^Step 1/).click()
  await expect
    .poll(() => page.getByRole('region', { name: 'What changed' }).innerText(), patient)
    .toMatch(/\+\s+"sent": "\/orders\?page=2"/)
  await picture(page, 'journey-steps')

  // Among steps, what is wrong is marked in its expression, and one click from the list
  const view = (name: string) =>
    page.getByRole('group', { name: 'Rule as' }).getByText(name, { exact: true }).click()
  await view('Steps')
  await write(page, page.getByRole('textbox', { name: 'Only when' }), 'body.target =')
  await page.locator('.cm-lintRange-error').waitFor()
  await picture(page, 'journey-step-problem')
  expect(await violations(page)).toEqual([])
  await button('Step 1 · 1:13').click()
  expect(await page.evaluate('getSelection().toString()')).toBe('=')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  await view('Expression')

  // A test case of this, which fails when the rule breaks
  await page.getByRole('tab', { name: /^Output/ }).click()
  await button('Make a test case of this').click()
  await dialog.getByLabel('Name').fill('what was sent')
  await dialog.getByRole('button', { name: 'New test case' }).click()
  await page.getByRole('tab', { name: /^Test cases/ }).click()
  const item = page.getByRole('listitem').filter({ hasText: 'what was sent' })
  await item.getByText('Passed').waitFor()
  await button('Remove two items').click()
  await write(page, expression, '{ "sent": body.method }')
  await item.getByText('Failed').waitFor()
  await expect
    .poll(() => item.innerText(), patient)
    .toMatch(/-\s+"sent": "\/orders\?page=2"\s+\+\s+"sent": "POST"/)
  await picture(page, 'journey-case-fails')
  await write(page, expression, '{ "sent": body.target }')
  await item.getByText('Passed').waitFor()

  // The borders of the panes move, and stay
  const border = page.getByRole('separator', { name: 'Width of Input' })
  const width = await border.getAttribute('aria-valuenow')
  await border.focus()
  await page.keyboard.press('ArrowLeft')
  await picture(page, 'journey-border')
  await page.keyboard.press('ArrowLeft')
  expect(await border.getAttribute('aria-valuenow')).toBe(String(Number(width) - 4))
  await page.reload()
  await page.getByRole('tab', { name: /^Test cases/ }).waitFor()
  expect(await border.getAttribute('aria-valuenow')).toBe(String(Number(width) - 4))
  const box = await border.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 0.5, 400)
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + 60, 400, { steps: 4 })
  await page.mouse.up()
  expect((await border.boundingBox())?.x).toBeGreaterThan((box?.x ?? 0) + 50)
  await border.dblclick()
  expect(await border.getAttribute('aria-valuenow')).toBe(width)

  // The link gives somebody else the same sheet
  await button('Share by link').click()
  await page.getByText('Link copied.', { exact: false }).waitFor()
  const link = await page.evaluate<string>('navigator.clipboard.readText()')
  const elsewhere = await browser.newContext(settings)
  const other = await elsewhere.newPage()
  await other.goto(link)
  await other.getByRole('tab', { name: /^Test cases\s*1\/1/ }).waitFor()
  const kept = "sessionStorage.getItem('ecluse.playground')"
  await expect.poll(() => other.evaluate(kept), patient).toBe(await page.evaluate(kept))
  await elsewhere.close()

  // Saved as a rule, published, and callers get what it makes
  await button('Save as a rule').click()
  await dialog.getByLabel('Endpoint').selectOption(id)
  await dialog.getByLabel('Id of the rule').fill('sent')
  await dialog.getByRole('button', { name: 'Save as a rule' }).click()
  await button('Open').click()
  await button(/Review and publish/).click()
  await dialog.getByRole('button', { name: /^Publish/ }).click()
  await until(async () => 'sent' in (await order()), 10_000)
  expect(await order()).toEqual({ sent: '/orders?page=2' })
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)

/** Code editors are no inputs: their text is replaced as a person would. */
async function write(page: Page, editor: ReturnType<Page['locator']>, text: string): Promise<void> {
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}
