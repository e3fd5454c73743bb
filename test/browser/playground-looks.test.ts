import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { picture, type Session, startSession, violations, watch } from './browser.ts'

let session: Session
let recorded = ''
beforeAll(async () => {
  session = await startSession()
  const { gateway } = session
  const response = { body: '{}' }
  const looks = {
    name: 'An endpoint with a long name',
    method: 'GET',
    path: '/looks/{id}',
  } as const
  recorded = await gateway.publish({ ...looks, response })
  await gateway.api.call('POST', `/endpoints/${recorded}/recording`)
  await (await fetch(`${gateway.gatewayUrl}/looks/1`)).text()
})
afterAll(() => session?.stop())

const order = { id: 'A-1042', items: [{ sku: 'CHAIR-12', price: 89.5, quantity: 2 }] }
const one = (source: string, more: object = {}) => ({
  id: 'rule',
  type: 'map',
  phase: 'response',
  rules: [{ operation: 'set', source, target: '' }],
  testCases: [],
  ...more,
})
const lines = Array.from({ length: 400 }, (_, n) => ({ line: n, text: `A rather long text ${n}` }))
const steps = [
  { operation: 'set', target: 'total', source: '$sum(body.items.(price * quantity))' },
  { operation: 'set', target: 'first', source: 'body.items[0].skuu', condition: 'body.id = ' },
  { operation: 'remove', target: 'internal' },
  { operation: 'set', target: 'count', source: '$count(body.items)' },
]

/** What the playground opens with, and what is done then. */
const states: Readonly<
  Record<string, { sheet: object; tab?: RegExp; rule?: unknown; input?: unknown }>
> = {
  empty: { sheet: { rule: one(''), input: '' } },
  error: { sheet: { rule: one('{\n  "total": body.price +\n}'), input: order } },
  'failing-case': {
    sheet: {
      rule: one('{ "order": body.id, "count": $count(body.items) }', {
        testCases: [
          { name: 'one item', input: order, expectedOutput: { order: 'A-1042', count: 2 } },
          {
            name: 'no item at all, with a name that is longer than the pane is wide',
            input: {},
            expectedOutput: { count: 0 },
          },
        ],
      }),
      input: order,
    },
    tab: /^(Test cases|Cas de test|Tests)/,
  },
  long: { sheet: { rule: one('body'), input: lines } },
  'broken-step': { sheet: { rule: { ...one(''), rules: steps }, input: order } },
  steps: {
    sheet: { rule: { ...one(''), rules: steps.filter((_, n) => n !== 1) }, input: order },
    tab: /^(Steps|Étapes)/,
  },
  each: {
    sheet: {
      rule: {
        ...one(''),
        each: true,
        inputSchema: { type: 'array', items: { type: 'object', required: ['price'] } },
        rules: [{ operation: 'set', target: 'gross', source: 'body.price * 1.2' }],
      },
      input: [{ price: 10 }, { price: 20 }],
    },
  },
}

const looks = [
  ['en', 'light', 1_440],
  ['fr', 'dark', 1_440],
  ['en', 'dark', 1_024],
  ['fr', 'light', 390],
] as const

it.each(looks)(
  'every state of the playground is fit to be seen: %s, %s, %i px',
  async (locale, colorScheme, width) => {
    const { browser, signedIn, gateway } = session
    const context = await browser.newContext({
      storageState: signedIn,
      locale,
      colorScheme,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    const complaints = await watch(page)
    for (const [name, { sheet, tab }] of Object.entries(states)) {
      await open(page, `${gateway.url}/playground`, sheet)
      if (tab !== undefined) await page.getByRole('tab', { name: tab }).click()
      await page.waitForTimeout(700)
      await picture(page, `playground-${name}-${locale}-${colorScheme}-${width}`)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    }
    await page.getByRole('button', { name: /^(Samples|Échantillons)/ }).click()
    await page.getByRole('menuitem').first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /GET \/looks/ }).waitFor()
    await dialog.getByRole('combobox').selectOption(recorded)
    await dialog.getByText(/^(Recording until|Enregistrement jusqu’à)/).waitFor()
    await picture(page, `playground-recorded-${locale}-${colorScheme}-${width}`)
    expect(await violations(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  },
  120_000,
)

async function open(page: Page, url: string, sheet: object): Promise<void> {
  const texts = Object.entries({ scope: '', ...sheet }).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  ])
  const stored = JSON.stringify(JSON.stringify(Object.fromEntries(texts)))
  await page.goto(url)
  await page.evaluate(`sessionStorage.setItem('ecluse.playground', ${stored})`)
  await page.reload()
  await page
    .getByRole('region', { name: /^(Output|Sortie)$/ })
    .first()
    .waitFor()
}
