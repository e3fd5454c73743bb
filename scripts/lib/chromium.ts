import { existsSync } from 'node:fs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser the browser tests drive: CHROMIUM_PATH, or where it usually is. */
export function chromiumPath(): string | undefined {
  const wanted = process.env['CHROMIUM_PATH']
  if (wanted !== undefined && wanted !== '') return wanted
  return usual.find((path) => existsSync(path))
}
