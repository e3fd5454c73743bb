import { afterAll, beforeAll, expect, it } from 'vitest'

import { until } from '../support/until.ts'
import { picture, type Session, startSession, watch } from './browser.ts'

let session: Session
beforeAll(async () => {
  session = await startSession()
})
afterAll(() => session?.stop())

it('previews a limit, tries it in shadow mode, sees whom it would refuse, and enforces it', async () => {
  const { gateway, browser, signedIn } = session
  const config = { method: 'GET', path: '/limited', response: { body: 'ok' } } as const
  const id = await gateway.publish({ name: 'Limited', ...config })
  const context = await browser.newContext({ storageState: signedIn, locale: 'en' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = await watch(page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const publish = async () => {
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  const call = () => fetch(`${gateway.gatewayUrl}/limited`)
  const burst = async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, call))
    return answers.map(({ status }) => status)
  }

  // A limit is written, and its preview follows
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.goto(`${gateway.url}/endpoints/${id}`)
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Rate limit' })
    .click()
  await page.getByRole('switch', { name: 'Limit requests' }).check()
  await page.getByLabel('Requests per minute', { exact: true }).fill('60')
  await page.getByLabel('Burst', { exact: true }).fill('3')
  await page.getByText('Address', { exact: true }).click()
  await page.getByLabel('Requests per second', { exact: true }).fill('5')
  await page.keyboard.press('Tab')
  await page.getByText('Refused first after 0.6 s; Retry-After 1 s.').waitFor()
  await page.getByRole('img', { name: /^Two minutes of requests/ }).waitFor()
  await picture(page, 'rate-limit-section')

  // In shadow mode nobody is refused, and who would have been is counted
  await page.getByText('Only report', { exact: true }).click()
  await page.getByText('Publish the endpoint to count whom the limit would refuse.').waitFor()
  await button('Review and publish').first().click()
  await publish()
  const counted = page.getByRole('cell', { name: 'default', exact: true })
  await until(async () => {
    expect(new Set(await burst())).toEqual(new Set([200]))
    return counted.isVisible()
  }, 60_000)
  await picture(page, 'rate-limit-shadow')

  // One click and a publish later it is enforced
  await button('Enforce default').click()
  await page.getByText('Enforced once published: default.').waitFor()
  await button('Review and publish').last().click()
  await publish()
  await until(async () => (await burst()).includes(429), 10_000)
  const refused = (await Promise.all(Array.from({ length: 8 }, call))).find(
    ({ status }) => status === 429,
  )
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)

  // The trace of a test says what the limit found
  await page
    .getByRole('complementary', { name: 'Test console' })
    .getByRole('button', { name: /^Send/ })
    .click()
  await page.getByText(/Token bucket · \d+ of \d+ left/).waitFor({ state: 'attached' })
  await picture(page, 'rate-limit-trace')
  expect(complaints).toEqual([])
  await context.close()
})
