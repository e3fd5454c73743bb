import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'

import { expect, it } from 'vitest'

import { root } from '../../scripts/lib/paths.ts'

it('prints one line of JSON, serves, and ends cleanly on SIGTERM', async () => {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start-test', '--no-build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('\n')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code))
  })
  await ready

  const line = JSON.parse(output) as Record<string, string>
  expect(Object.keys(line).sort()).toEqual(['apiUrl', 'dashboardUrl', 'gatewayUrl', 'token'])
  expect(line['gatewayUrl']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/custom$/)
  const session = await fetch(`${line['apiUrl']}/endpoints`, {
    headers: { authorization: `Bearer ${line['token']}` },
  })
  expect(await session.json()).toMatchObject({ items: [] })
  const link = new URL(line['dashboardUrl'] ?? '').searchParams.get('link')
  const signIn = await fetch(`${line['apiUrl']}/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link }),
  })
  expect(signIn.status).toBe(200)

  const before = stateDirectories()
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(output.trim().split('\n')).toHaveLength(1)
  expect(stateDirectories().length).toBeLessThan(before.length)
  await expect(fetch(`${line['apiUrl']}/endpoints`)).rejects.toThrow('fetch failed')
})

const stateDirectories = () => readdirSync(tmpdir()).filter((name) => /^ecluse-\w{6}$/.test(name))
