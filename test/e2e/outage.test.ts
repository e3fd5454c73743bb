import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { until } from '../support/until.ts'

let gateway: TestGateway
let id = ''
beforeAll(async () => {
  gateway = await startGateway({ isolates: 2 })
  id = await gateway.publish(mock('one'))
  await until(async () => (await copies()).includes('routes@latest'), 10_000)
})
afterAll(() => gateway.stop())

const mock = (body: string) => ({
  name: 'Mock',
  method: 'GET' as const,
  path: '/mock',
  response: { body },
})
const ask = (isolate: number) => fetch(`${gateway.isolates[isolate]}/api/custom/mock`)
const copies = async () => {
  const kv = await gateway.miniflare.getKVNamespace('CONFIG')
  return (await kv.list()).keys.map((key) => key.name)
}

it('publishes everything or nothing when the database fails in the middle', async () => {
  await gateway.api.call('PUT', `/endpoints/${id}`, mock('two'), { 'if-match': '"1"' })
  const before = await state()
  for (const table of ['endpoint', 'routing', 'endpoint_version']) {
    await failWritesTo(table)
    await expect(gateway.api.call('POST', `/endpoints/${id}/publish`, {})).rejects.toThrow(
      /answered 5\d\d/,
    )
    await repair(table)
    expect(await state()).toEqual(before)
    expect(await (await ask(0)).text()).toBe('one')
  }
  await gateway.api.call('POST', `/endpoints/${id}/publish`, {})
  expect(await (await ask(0)).text()).toBe('two')
})

it('goes on answering when the database is gone', async () => {
  await until(async () => (await copies()).some((key) => key.endsWith('@2')), 10_000)
  await renameTables('', '_gone')
  try {
    // Longer than an isolate trusts its index, so that it has to ask.
    const deadline = Date.now() + 6_500
    while (Date.now() < deadline) {
      const answer = await ask(0)
      expect(await answer.text()).toBe('two')
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  } finally {
    await renameTables('_gone', '')
  }
})

it('answers from the copies in an isolate that never saw the database', async () => {
  await renameTables('', '_gone')
  try {
    const answer = await ask(1)
    expect(await answer.text()).toBe('two')
    expect(answer.status).toBe(200)
  } finally {
    await renameTables('_gone', '')
  }
})

async function state() {
  const rows = async (sql: string) => (await gateway.database.prepare(sql).all()).results
  return {
    endpoints: await rows('SELECT * FROM endpoint'),
    versions: await rows('SELECT endpoint_id, version FROM endpoint_version'),
    routing: await rows('SELECT * FROM routing'),
    audit: await rows('SELECT id FROM audit ORDER BY id'),
  }
}

async function failWritesTo(table: string): Promise<void> {
  for (const event of ['INSERT', 'UPDATE']) {
    await gateway.database
      .prepare(
        `CREATE TRIGGER fail_${event}_${table} BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`,
      )
      .run()
  }
}

async function repair(table: string): Promise<void> {
  for (const event of ['INSERT', 'UPDATE']) {
    await gateway.database.prepare(`DROP TRIGGER fail_${event}_${table}`).run()
  }
}

/** A database whose every query fails is, for the gateway, a database that is down. */
async function renameTables(from: string, to: string): Promise<void> {
  for (const table of ['routing', 'endpoint_version', 'endpoint']) {
    await gateway.database.prepare(`ALTER TABLE ${table}${from} RENAME TO ${table}${to}`).run()
  }
}
