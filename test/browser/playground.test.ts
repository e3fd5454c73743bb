import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

it('tries a rule, tests it, shares it and saves it into an endpoint', async () => {
  const { gateway, browser, signedIn } = session
  const { id } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Orders',
    method: 'GET',
    path: '/orders/{id}',
    integrations: [{ id: 'orders', type: 'http', endpoint: 'https://example.com/orders' }],
  })
  const context = await browser.newContext({
    storageState: signedIn,
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const output = page.getByRole('region', { name: 'Output', exact: true }).last()
  await page.goto(`${gateway.url}/playground`)

  // The first example is evaluated, and its test case passes
  await output.getByText('"total"').waitFor()
  await page.getByRole('tab', { name: /^Test cases\s*1\/1/ }).waitFor()
  await picture(page, 'playground-example')
  expect(await violations(page)).toEqual([])

  // As one types
  const document = page.getByRole('textbox', { name: 'Document' })
  await write(page, document, '{ "price": 20, "quantity": 3, "internal": true }')
  const expression = page.getByRole('textbox', { name: 'Expression' })
  await write(page, expression, '{ "total": body.price * body.quantity }')
  await output.getByText('60').waitFor()
  await page.getByText(/Light · .* units/).waitFor()

  // Paths of the sample are offered
  await write(page, expression, 'body.')
  await page.keyboard.type('qu')
  await page.getByRole('option', { name: 'body.quantity' }).waitFor()
  await picture(page, 'playground-completion')
  await page.keyboard.press('Escape')
  await write(page, expression, '{ "total": body.price * body.quantity }')
  await page.getByText('Evaluated').waitFor()

  // What a step did
  await page.getByRole('tab', { name: /^Steps/ }).click()
  await button(/^Step 1/).click()
  const difference = page.getByRole('region', { name: 'What changed' })
  await expect.poll(() => difference.innerText()).toMatch(/- {3}"price": 20/)
  await picture(page, 'playground-step')
  expect(await violations(page)).toEqual([])

  // A test case of what is there, which fails when the expression breaks
  await page.getByRole('tab', { name: /^Output/ }).click()
  await button('Make a test case of this').click()
  await page.getByRole('dialog').getByLabel('Name').fill('three at twenty')
  expect(await violations(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'New test case' }).click()
  const cases = page.getByRole('tab', { name: /^Test cases/ })
  await cases.click()
  const item = page.getByRole('listitem').filter({ hasText: 'three at twenty' })
  await item.getByText('Passed').waitFor()
  await write(page, expression, '{ "total": body.price + body.quantity }')
  await item.getByText('Failed').waitFor()
  await expect.poll(() => item.innerText()).toMatch(/-\s+"total": 60\s+\+\s+"total": 23/)
  await picture(page, 'playground-case-fails')
  expect(await violations(page)).toEqual([])

  // An error stands at its place; the last output stays
  await page.getByRole('tab', { name: /^Output/ }).click()
  await write(page, expression, '{ "total": body.price + }')
  await page.locator('.cm-lintRange-error').waitFor()
  await page.getByText('This is the last output').waitFor()
  await picture(page, 'playground-error')
  expect(await violations(page)).toEqual([])
  await write(page, expression, '{ "total": body.price * body.quantity }')
  await page.getByText('Evaluated').waitFor()

  // A misspelt function is named, and marked
  await write(page, expression, '$summ(body.price)')
  await page.getByText('did you mean $sum?').waitFor()
  await expect.poll(() => page.locator('.cm-lintRange-error').innerText()).toBe('$summ')
  await write(page, expression, '{ "total": body.price * body.quantity }')
  await page.getByText('Evaluated').waitFor()

  // The link holds all of it
  await button('Share by link').click()
  await page.getByText('Link copied.', { exact: false }).waitFor()
  const link = await page.evaluate<string>('navigator.clipboard.readText()')
  const other = await context.newPage()
  const requests: string[] = []
  other.on('request', (request) => requests.push(request.url()))
  await other.goto(link)
  await other.getByRole('textbox', { name: 'Document' }).getByText('"quantity"').waitFor()
  await other.getByText('"total"').last().waitFor()
  expect(requests.filter((url) => url.includes(link.split('#')[1] ?? link))).toEqual([])
  await other.goto(`${link.slice(0, -30)}`)
  await other.reload()
  await other.getByText('This link is damaged').waitFor()
  await other.close()

  // Saved as a rule of the endpoint's draft
  await button('Save as a rule').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Endpoint').selectOption(id)
  await dialog.getByLabel('Id of the rule').fill('total')
  await picture(page, 'playground-save')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save as a rule' }).click()
  await page.getByText('The draft of Orders has the rule total.').waitFor()
  const saved = await gateway.api.call<{ config: { transformations: unknown[] } }>(
    'GET',
    `/endpoints/${id}`,
  )
  expect(saved.config.transformations).toMatchObject([
    { id: 'total', testCases: [{}, { name: 'three at twenty' }] },
  ])

  // The same in the builder
  await button('Open').click()
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Transform' })
    .click()
  await button('Try it').click()
  await page.getByRole('textbox', { name: 'Expression' }).waitFor()
  await picture(page, 'playground-builder')
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)

/** Code editors are no inputs: their text is replaced as a person would. */
async function write(page: Page, editor: ReturnType<Page['locator']>, text: string): Promise<void> {
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}
