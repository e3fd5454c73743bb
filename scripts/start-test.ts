// An instance for machines: docs/automation.md describes what it prints and how it ends.
import { randomBytes } from 'node:crypto'

import { ownerToken } from './lib/api.ts'
import { startInstance } from './lib/instance.ts'

const setupToken = randomBytes(32).toString('hex')
const devSignInToken = randomBytes(32).toString('hex')

const stopped = new AbortController()
stopOnSignals()
// Whoever started this reads stdout as JSON: everything else goes to stderr.
console.log = console.error
console.info = console.error
console.warn = console.error

const instance = await startInstance({
  build: !process.argv.includes('--no-build'),
  vars: {
    SETUP_TOKEN: setupToken,
    DEV_SIGN_IN_TOKEN: devSignInToken,
    MASTER_KEY: randomBytes(32).toString('hex'),
    ALLOWED_PRIVATE_HOSTS: '*',
  },
})
// The simulator ends the process on a signal in its own way, with another exit code.
stopOnSignals()
try {
  if (!stopped.signal.aborted) await announce()
  await new Promise<void>((resolve) => {
    if (stopped.signal.aborted) resolve()
    else stopped.signal.addEventListener('abort', () => resolve())
  })
} finally {
  await instance.stop()
}
process.exit(0)

function stopOnSignals(): void {
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.removeAllListeners(name)
    process.on(name, () => stopped.abort())
  }
}

async function announce(): Promise<void> {
  const { url } = instance
  const token = await ownerToken(url, setupToken, 'start:test')
  const line = {
    gatewayUrl: `${url}/api/custom`,
    dashboardUrl: `${url}/sign-in?link=${devSignInToken}`,
    apiUrl: `${url}/api/v1`,
    token,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
