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
    section: 'Integration',
    database: 'Database',
    document: 'GraphQL document',
    statement: 'Statement',
    connection: 'Connection',
  },
  fr: {
    sections: 'Sections',
    section: 'Intégration',
    database: 'Base de données',
    document: 'Document GraphQL',
    statement: 'Instruction SQL',
    connection: 'Connexion',
  },
} as const

it.each([
  ['light', 'en'],
  ['dark', 'fr'],
  ['light', 'fr'],
  ['dark', 'en'],
] as const)('edits a GraphQL operation and a statement, %s, %s', async (colorScheme, locale) => {
  const { gateway, browser, signedIn } = session
  const word = words[locale]
  const { id } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Kinds',
    method: 'GET',
    path: `/kinds/${colorScheme}-${locale}`,
    integrations: [{ id: 'up', type: 'http', endpoint: 'https://up.example/graphql' }],
  })
  const context = await browser.newContext({ storageState: signedIn, locale, colorScheme })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  await page.setViewportSize({ width: 1_440, height: 1_200 })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: word.sections })
    .getByRole('button', { name: word.section, exact: true })
    .click()

  await page.getByText('GraphQL', { exact: true }).click()
  const document = page.getByRole('textbox', { name: word.document })
  await document.fill('query ($id: ID!) {\n  order(id: $id) {\n    total %\n  }\n}')
  // The place of the problem is said below the field, and marked in its line.
  await page
    .getByText(/\(line 3, column 11\)/)
    .first()
    .waitFor()
  await page.locator('.cm-lint-marker-error').waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, `kind-graphql-${colorScheme}-${locale}`)

  await page.getByText(word.database, { exact: true }).click()
  await page.getByLabel(word.connection, { exact: true }).fill('ORDERS')
  await page.getByRole('textbox', { name: word.statement }).fill('SELECT 1; SELECT 2')
  await page.getByText('Write one statement, without a semicolon').first().waitFor()
  expect(await violations(page)).toEqual([])
  await picture(page, `kind-database-${colorScheme}-${locale}`)
  expect(complaints).toEqual([])
  await context.close()
})
