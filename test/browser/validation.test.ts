import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { picture, type Session, startSession, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

it('infers a schema, marks a problem at its line, and leads from the trace to the place', async () => {
  const { gateway, browser, signedIn } = session
  const { id } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Create order',
    method: 'POST',
    path: '/orders/{customer}',
    authentication: { type: 'api-key', settings: {} },
    response: { body: 'thank you' },
  })
  const consumer = await gateway.api.call<{ id: string }>('POST', '/consumers', { name: 'Acme' })
  const { key } = await gateway.api.call<{ key: string }>(
    'POST',
    `/consumers/${consumer.id}/keys`,
    { name: 'Test' },
  )
  const context = await browser.newContext({
    storageState: signedIn,
    viewport: { width: 1440, height: 900 },
    locale: 'en',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const dialog = page.getByRole('dialog')
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Validation' })
    .click()
  expect(await violations(page)).toEqual([])

  // Infer from a sample, and take it back
  await button('Infer from a sample: Request body').click()
  const samples = dialog.getByRole('textbox', { name: 'Samples' })
  await write(page, samples, '{"sku": "CHAIR-12", "quantity": 2}\n{"sku": "DESK-3"}')
  await dialog.getByText('2 samples').waitFor()
  const inferred = dialog.getByRole('textbox', { name: 'Inferred schema' })
  await expect.poll(() => inferred.innerText()).toMatch(/"required": \[\s*"sku"\s*\]/)
  await picture(page, 'infer-schema')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Apply schema' }).click()
  const schema = page.getByRole('textbox', { name: 'Schema of: Request body' })
  await expect.poll(() => schema.innerText()).toContain('"quantity"')
  await page.keyboard.press('Control+z')
  await schema.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+z')
  await schema.waitFor()

  // A problem stands at its line, and below with its pointer
  await write(page, schema, '{\n  "properties": {\n    "quantity": { "minimum": "1" }\n  }\n}')
  const mark = page.locator('.cm-lint-marker-error')
  await mark.waitFor()
  const line = await mark.evaluate((element) => element.getBoundingClientRect().top)
  const place = page.locator('.cm-line', { hasText: '"minimum"' })
  expect(Math.abs(line - ((await place.boundingBox())?.y ?? 0))).toBeLessThan(10)
  await button('/properties/quantity/minimum').click()
  await expect.poll(() => selection(page)).toBe('"1"')
  await picture(page, 'schema-problem')

  // Completion of what fits the place
  await write(page, schema, '{ "properties": { "quantity": {  } } }')
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('"ty')
  const option = (name: string) => page.getByRole('option', { name, exact: true })
  await option('type').click()
  await option('integer').click()
  await expect.poll(() => schema.innerText()).toContain('"type": "integer"')

  // Without a key the trace says so
  const body = page.getByRole('textbox', { name: 'Body', exact: true })
  await write(page, body, '{\n  "sku": "A",\n  "quantity": "two"\n}')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The request carries no credential.').waitFor()

  // With one it says whose it is, and each problem leads to its place
  await page.getByRole('tab', { name: 'Headers' }).first().click()
  const panel = page.getByRole('complementary', { name: 'Test console' })
  await panel.getByRole('button', { name: 'Add' }).click()
  await page.getByLabel('Headers: name 1').fill('x-api-key')
  await page.getByLabel('Headers: value 1').fill(key)
  await button(/^Send/).click()
  await page.getByText('The key is accepted.').waitFor()
  await panel.getByRole('link', { name: consumer.id }).waitFor()
  expect(await panel.getByText(key).count()).toBe(0)
  await panel.getByRole('button', { name: '/body/quantity' }).click()
  await expect.poll(() => selection(page)).toBe('"two"')
  await picture(page, 'trace-decisions')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Colours that are still on their way have the contrast of neither look.
    await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished))')
    expect(await violations(page)).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  const { width } = await page.evaluate<{ width: number }>(
    '({ width: document.documentElement.scrollWidth })',
  )
  expect(width).toBe(390)
  // The schema that was wrong for a moment was refused with a 422, which Chromium logs.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await context.close()
}, 90_000)

/** What is selected in the editor that has the focus. */
const selection = (page: Page) => page.evaluate<string>('String(getSelection())')

/** Code editors are no inputs: their text is replaced as a person would. */
async function write(page: Page, editor: ReturnType<Page['locator']>, text: string): Promise<void> {
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const standards = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const found = await page.evaluate<axe.Result[]>(
    `axe.run(document, { runOnly: ${standards} }).then((result) => result.violations)`,
  )
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}
