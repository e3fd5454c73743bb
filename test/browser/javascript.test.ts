import { afterAll, beforeAll, expect, it } from 'vitest'

import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

const words = {
  en: {
    sections: 'Sections',
    section: 'Transform',
    code: 'Code',
    missing: 'This gateway cannot run JavaScript',
  },
  fr: {
    sections: 'Sections',
    section: 'Transformation',
    code: 'Code',
    missing: 'Cette passerelle ne peut pas exécuter de JavaScript',
  },
} as const

it.each([
  ['light', 'en'],
  ['dark', 'fr'],
] as const)('edits JavaScript of a rule, %s, %s', async (colorScheme, locale) => {
  const { gateway, browser, signedIn } = session
  const word = words[locale]
  const { id } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Code',
    method: 'GET',
    path: `/code/${colorScheme}-${locale}`,
    response: { body: '{"n": 1}' },
    transformations: [
      {
        id: 'shape',
        type: 'custom',
        rules: [{ operation: 'javascript', parameters: { code: 'return input' } }],
      },
    ],
  })
  const context = await browser.newContext({ storageState: signedIn, locale, colorScheme })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  await page.setViewportSize({ width: 1_440, height: 1_200 })
  const open = async () => {
    await page.goto(`${gateway.url}/endpoints/${id}`)
    await page
      .getByRole('navigation', { name: word.sections })
      .getByRole('button', { name: new RegExp(`^${word.section}`) })
      .click()
    await page.getByRole('textbox', { name: word.code, exact: true }).waitFor()
  }
  await open()
  expect(await page.getByText(word.missing).count()).toBe(0)
  const code = page.getByRole('textbox', { name: word.code, exact: true })
  await code.fill('const a = 1\nreturn a b')
  await page
    .getByText(/\(line 2, column 10\)/)
    .first()
    .waitFor()
  await page.locator('.cm-lint-marker-error').waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, `javascript-${colorScheme}-${locale}`)

  await code.fill('return input')
  await page.locator('.cm-lint-marker-error').waitFor({ state: 'detached' })
  // Key by key: a field that is made anew under the keys loses all but the first.
  await code.press('Control+End')
  await page.keyboard.type(' ?? 1', { delay: 40 })
  expect(await code.innerText()).toBe('return input ?? 1')
  // As a gateway without the binding answers.
  await page.route('**/api/v1/kinds', async (route) => {
    const response = await route.fetch()
    const body = (await response.json()) as { items: { type: string }[] }
    const items = body.items.map((kind) =>
      kind.type === 'custom' ? { ...kind, unavailable: { javascript: 'none' } } : kind,
    )
    await route.fulfill({ response, json: { items } })
  })
  await open()
  await page.getByText(word.missing).waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, `javascript-missing-${colorScheme}-${locale}`)
  expect(complaints).toEqual([])
  await context.close()
})
