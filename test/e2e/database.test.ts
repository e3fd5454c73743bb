import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { hostileTexts } from '../support/hostile-values.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

let postgres: PostgresServer
let gateway: TestGateway
beforeAll(async () => {
  postgres = await startPostgres()
  await postgres.query('CREATE TABLE item (id serial PRIMARY KEY, name text, more jsonb)')
  gateway = await startGateway({
    vars: {
      DATABASE_BINDINGS: 'PG,HYPERDRIVE,GONE,DB',
      PG: postgres.url,
      GONE: 'postgres://a@127.0.0.1:1/a',
    },
    hyperdrives: { HYPERDRIVE: postgres.url.replace('ecluse@', 'ecluse:unused@') },
  })
})
afterAll(async () => {
  await gateway?.stop()
  await postgres?.stop()
})

let count = 0
async function ask(statement: string, more: object, body: unknown = {}) {
  const path = `/database/${(count += 1)}`
  const integration = { id: 'db', type: 'database', driver: 'postgresql', connection: 'PG' }
  await gateway.publish({
    name: 'Database',
    method: 'POST',
    path,
    integrations: [{ ...integration, statement, ...more } as never],
  })
  const send = (sent: unknown) =>
    fetch(`${gateway.gatewayUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    })
  return { send, answer: await send(body) }
}
const insert = 'INSERT INTO item (name, more) VALUES ($1, $2) RETURNING name, more'

describe('T85: request data never becomes part of a statement, PostgreSQL', () => {
  it('binds hostile texts through every parameter, the statement constant', async () => {
    const before = postgres.log().length
    const parameters = ['request.body.text', 'request.body']
    const { send } = await ask(insert, { parameters, mode: 'write', first: true }, { text: 'a' })
    for (const text of hostileTexts) {
      const answer = await send({ text })
      expect(await answer.json()).toEqual({ name: text, more: { text } })
    }
    const sent = [
      ...postgres
        .log()
        .slice(before)
        .matchAll(/LOG: +execute [^:]*: (.*)/g),
    ].map((match) => match[1])
    expect(sent.length).toBe(hostileTexts.length + 1)
    expect(new Set(sent)).toEqual(new Set([insert]))
    const [row] = await postgres.query('SELECT count(*)::int AS n FROM item')
    expect(row).toEqual({ n: hostileTexts.length + 1 })
  })

  it('refuses text that no column holds before it asks', async () => {
    const { answer } = await ask(
      insert,
      {
        parameters: ['request.body.text', '1'],
        mode: 'write',
      },
      { text: 'a\0b' },
    )
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'malformed_parameter' })
  })
})

describe('database integration with PostgreSQL', () => {
  it('answers rows with their types', async () => {
    const statement = `SELECT 1 AS a, 2::bigint AS b, 1.50 AS c, true AS d, NULL AS e, '{"x":[1]}'::json AS f, date '2026-01-02' AS g, 9007199254740993::bigint AS h`
    const { answer } = await ask(statement, {})
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toEqual({
      rows: [
        {
          a: 1,
          b: 2,
          c: '1.50',
          d: true,
          e: null,
          f: { x: [1] },
          g: '2026-01-02',
          h: '9007199254740993',
        },
      ],
      rowCount: 1,
    })
  })

  it('asks through a Hyperdrive binding, with the same rules', async () => {
    const through = { connection: 'HYPERDRIVE', parameters: ['request.body.text'], first: true }
    for (const text of hostileTexts) {
      const { answer } = await ask('SELECT $1::text AS text', through, { text })
      expect(await answer.json()).toEqual({ text })
    }
    const { answer } = await ask(`SELECT nextval('item_id_seq')`, { connection: 'HYPERDRIVE' })
    expect(await answer.json()).toMatchObject({ code: 'database_error' })
    const { answer: late } = await ask('SELECT pg_sleep(20)', {
      connection: 'HYPERDRIVE',
      timeout: 300,
    })
    expect(await late.json()).toMatchObject({ code: 'database_timeout' })
  })

  it('runs a statement that reads again after its time limit, and takes no such policy for a write', async () => {
    const retryPolicy = { maxAttempts: 2, baseDelay: 0 }
    const before = postgres.log().length
    const busy = `SELECT pg_sleep(20)`
    const { answer } = await ask(busy, { timeout: 200, retryPolicy })
    expect(answer.status).toBe(504)
    const asked = postgres.log().slice(before).split(`: ${busy}`).length - 1
    expect(asked).toBe(2)
    await expect(
      ask(insert, { mode: 'write', parameters: ['1', '2'], retryPolicy }),
    ).rejects.toThrow(/answered 422/)
  })

  it('lets nothing be changed unless the mode says so', async () => {
    for (const statement of [
      `WITH gone AS (DELETE FROM item RETURNING id) SELECT * FROM gone`,
      `SELECT nextval('item_id_seq')`,
      `SELECT * INTO copied FROM item`,
      `SELECT set_config('transaction_read_only', 'off', true)`,
    ]) {
      const { answer } = await ask(statement, {})
      const text = await answer.text()
      expect({ statement, text }).toEqual({
        statement,
        text: expect.stringContaining('The database refused integration db'),
      })
      expect(text).toContain('"code":"database_error"')
      expect(text).not.toMatch(/read-only|item/)
    }
  })

  it('refuses more rows than allowed, and undoes what was written', async () => {
    const [before] = await postgres.query('SELECT count(*)::int AS n FROM item')
    const write = `INSERT INTO item (name) SELECT 'x' FROM generate_series(1, 5) RETURNING id`
    for (const [statement, mode] of [
      [write, 'write'],
      ['SELECT generate_series(1, 1000000)', 'read'],
    ]) {
      const { answer } = await ask(statement ?? '', { mode, maxRows: 4 })
      expect(await answer.json()).toMatchObject({
        code: 'database_error',
        detail: 'Integration db found over 4 rows',
      })
    }
    expect(await postgres.query('SELECT count(*)::int AS n FROM item')).toEqual([before])
  })

  it('counts the rows that a statement changed', async () => {
    const { answer } = await ask(`UPDATE item SET more = NULL WHERE name = $1`, {
      mode: 'write',
      parameters: ['"a"'],
    })
    expect(await answer.json()).toEqual({ rows: [], rowCount: 1 })
  })

  it('ends a statement that takes too long', async () => {
    const { answer } = await ask('SELECT pg_sleep(20)', { timeout: 300 })
    expect(answer.status).toBe(504)
    expect(await answer.json()).toMatchObject({ code: 'database_timeout' })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(
      await postgres.query(
        `SELECT query FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'`,
      ),
    ).toEqual([])
  })

  it('says nothing of a database that cannot be reached', async () => {
    const { answer } = await ask('SELECT 1', { connection: 'GONE' })
    expect(answer.status).toBe(502)
    const text = await answer.text()
    expect(text).toContain('got no connection')
    expect(text).not.toContain('127.0.0.1')
  })

  it('never takes the control database', async () => {
    const config = {
      id: 'db',
      type: 'database',
      driver: 'd1',
      connection: 'DB',
      statement: 'SELECT 1',
    }
    await expect(
      gateway.api.call('POST', '/endpoints', {
        name: 'D',
        method: 'GET',
        path: '/control',
        integrations: [config],
      }),
    ).rejects.toThrow(/answered 422/)
  })
})
