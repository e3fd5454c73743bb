// `npm run dev`: gateway, management API, dashboard and a demo upstream, on this machine only.
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { exitOf, finish, start, stopAll } from './lib/children.ts'
import { demoExample } from './lib/demo-endpoints.ts'
import { startDemoUpstream } from './lib/demo-upstream.ts'
import { devMasterKey } from './lib/dev-master-key.ts'
import { localConfig } from './lib/local-config.ts'
import { bin, root } from './lib/paths.ts'
import { freePort } from './lib/port.ts'
import { seed } from './lib/seed.ts'

const startDeadlineMs = 180_000
// The demo endpoints hold the address of the demo upstream, so it is kept between starts.
const upstreamPortFile = `${root}.wrangler/demo-upstream-port`

const setupToken = randomBytes(32).toString('hex')
const devSignInToken = randomBytes(32).toString('hex')
let stopping = false
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end(0))

try {
  await run()
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error)
    await end(1)
  }
}

async function run(): Promise<void> {
  const upstream = await startDemoUpstream(await upstreamPort())
  console.log('Preparing the database …')
  await finish(bin('wrangler'), ['d1', 'migrations', 'apply', 'DB', '--local'], { CI: 'true' })
  const port = await freePort(8787)
  const origin = `http://127.0.0.1:${port}`
  console.log('Building and starting …')
  const child = startWorker(await localConfig(), port, await devMasterKey())
  await Promise.race([untilHealthy(origin), failOnExit(child)])
  await seed({ origin, setupToken, devSignInToken, upstream: upstream.origin })
  announce(origin)
  await failOnExit(child)
}

function startWorker(config: string, port: number, masterKey: string): ChildProcess {
  const vars = {
    SETUP_TOKEN: setupToken,
    DEV_SIGN_IN_TOKEN: devSignInToken,
    MASTER_KEY: masterKey,
    ALLOWED_PRIVATE_HOSTS: '*',
  }
  const flags = [
    '--config',
    config,
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    '0',
  ]
  const quiet = ['--log-level', 'error', '--show-interactive-dev-session=false']
  const variables = Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  return start(bin('wrangler'), ['dev', ...flags, ...quiet, ...variables], {
    onLine: (line) => line.trim() !== '' && console.error(line),
  })
}

async function untilHealthy(origin: string): Promise<void> {
  const deadline = Date.now() + startDeadlineMs
  while (Date.now() < deadline) {
    const answer = await fetch(`${origin}/health`).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nothing answered at ${origin}/health within ${startDeadlineMs / 1_000} s`)
}

async function failOnExit(child: ChildProcess): Promise<never> {
  const code = await exitOf(child)
  throw new Error(`wrangler dev ended with ${code}`)
}

async function upstreamPort(): Promise<number> {
  const known = await readFile(upstreamPortFile, 'utf8').catch(() => '')
  const wanted = Number(known) || 8790
  const port = await freePort(wanted)
  if (known !== '' && port !== wanted) {
    console.error(`Port ${wanted} is taken: demo endpoints made earlier will answer 502.`)
  }
  if (known === '') {
    await mkdir(dirname(upstreamPortFile), { recursive: true })
    await writeFile(upstreamPortFile, String(port))
  }
  return port
}

function announce(origin: string): void {
  console.log(`
Ecluse is running. Ctrl+C stops it.

  Gateway        ${origin}/api/custom
  Dashboard      ${origin}/sign-in?link=${devSignInToken}
  API reference  ${origin}/reference

Try it:
  curl -s ${origin}/api/custom${demoExample}
`)
}

async function end(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await stopAll()
  process.exit(code)
}
