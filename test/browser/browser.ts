import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

import { chromiumPath } from '../../scripts/lib/chromium.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const signInToken = 'sign-in-token-of-the-browser-tests-0123456789'
const artefacts = fileURLToPath(new URL('./artefacts/', import.meta.url).href)

/** A gateway, a browser, and who is signed in. */
export interface Session {
  readonly gateway: TestGateway
  readonly browser: Browser
  readonly signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
  stop(): Promise<void>
}

export async function startSession(): Promise<Session> {
  const executablePath = chromiumPath()
  if (executablePath === undefined) throw new Error('no Chromium: set CHROMIUM_PATH')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  const [gateway, browser] = await Promise.all([
    startGateway({ vars: { DEV_SIGN_IN_TOKEN: signInToken } }),
    chromium.launch({ executablePath, args: [...args, ...quiet] }),
  ])
  const stop = async () => {
    await browser.close()
    await gateway.stop()
  }
  try {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${gateway.url}/sign-in?link=${signInToken}`)
    await page.waitForURL((url) => url.pathname === '/')
    const signedIn = await context.storageState()
    await context.close()
    return { gateway, browser, signedIn, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Collects what a browser complains about while a page is open: console errors, broken CSP, failed loads. */
export async function watch(page: Page): Promise<readonly string[]> {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  await page.exposeFunction('reportViolation', (text: string) => complaints.push(`CSP: ${text}`))
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => reportViolation(e.violatedDirective + ' ' + e.blockedURI))",
  )
  return complaints
}

/** Keeps a picture for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true })
  await page.screenshot({ path: `${artefacts}${name}.png`, fullPage: false })
}

/** Where a page breaks WCAG 2.2 AA, as far as a program can tell. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(standards)} }).then((result) => result.violations)`,
  )
  return (found as axe.Result[]).flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}
