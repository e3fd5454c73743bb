import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Client } from 'pg'

export interface PostgresServer {
  /** Connection string of a user who may do everything. */
  readonly url: string
  /** What the server noted: every statement as it arrived. */
  readonly log: () => string
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  stop(): Promise<void>
}

/** A PostgreSQL of its own in a temporary directory. A machine without PostgreSQL fails the test. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = binaries()
  const dir = await mkdtemp(join(tmpdir(), 'ecluse-postgres-'))
  const asUser = await owner(dir)
  const run = (name: string, ...args: string[]) => {
    const [command = '', ...rest] = [...asUser, join(bin, name), ...args]
    return { command, rest }
  }
  const init = run('initdb', '-D', `${dir}/data`, '-U', 'ecluse', '-A', 'trust', '-E', 'UTF8')
  execFileSync(init.command, [...init.rest, '--no-sync'], { stdio: 'pipe', cwd: dir })
  const port = await freePort()
  const options = [
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-k',
    dir,
    '-F',
    '-c',
    'log_statement=all',
  ]
  const { command, rest } = run('postgres', '-D', `${dir}/data`, ...options)
  const server = spawn(command, rest, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  server.stderr.on('data', (chunk: Buffer) => void (log += chunk.toString()))
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const url = `postgres://ecluse@127.0.0.1:${port}/postgres`
  const client = await connect(url, () => log)
  return {
    url,
    log: () => log,
    query: async (sql) => (await client.query(sql)).rows,
    async stop() {
      await client.end()
      server.kill('SIGINT')
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function binaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort().toReversed() : []
  const folders = [
    ...versions.map((version) => `${debian}/${version}/bin`),
    ...(process.env['PATH'] ?? '').split(':'),
  ]
  const found = folders.find((dir) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(dir, name))),
  )
  if (found === undefined) {
    throw new Error(
      'This test needs PostgreSQL (initdb and postgres): apt-get install postgresql, or put them on PATH',
    )
  }
  return found
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made, or as nobody. */
async function owner(dir: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return []
  const name = ['postgres', 'nobody'].find((user) => idOf(user) !== undefined) ?? 'nobody'
  const id = idOf(name) ?? 65_534
  await chown(dir, id, id)
  chmodSync(dir, 0o700)
  return ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups', '--']
}

function idOf(user: string): number | undefined {
  try {
    return Number(execFileSync('id', ['-u', user], { stdio: 'pipe' }).toString())
  } catch {
    return undefined
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

async function connect(url: string, log: () => string): Promise<Client> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (attempt >= 100) throw new Error(`PostgreSQL did not start: ${log()}`, { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
