import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'

import { check } from '#worker/check.ts'
import { createDatabases } from '#worker/platform/databases.ts'

import { hostileTexts } from '../../support/hostile-values.ts'
import { answerOf, fakeUpstream, outcome, responseOf } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const shop: D1Database = Reflect.get(env, 'SHOP')
/** Statements as D1 was given them. */
const prepared: string[] = []
const watched = {
  prepare(statement: string) {
    prepared.push(statement)
    return shop.prepare(statement)
  },
}
const bindings = { SHOP: watched, DB: env.DB, ALIAS: env.DB, NEON: 'postgres://a:b@db.example/x' }
const databases = createDatabases(['SHOP', 'DB', 'ALIAS', 'NEON', 'MISSING'], bindings)

beforeAll(async () => {
  await shop.prepare('CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, more TEXT)').run()
})

const integration = (statement: string, more: object = {}) => ({
  id: 'db',
  type: 'database' as const,
  driver: 'd1' as const,
  connection: 'SHOP',
  statement,
  ...more,
})
const ask = async (statement: string, more: object = {}, body: unknown = {}) => {
  const request = new Request('https://gateway.example/t', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const config = { method: 'POST' as const, integrations: [integration(statement, more)] }
  const upstream = () => new Response('unused')
  return (await answerOf(config, upstream, { request, databases })).answer
}
const json = async (statement: string, more?: object, body?: unknown) =>
  responseOf(await ask(statement, more, body)).json()

describe('T85: request data never becomes part of a statement, D1', () => {
  const insert = 'INSERT INTO item (name, more) VALUES (?1, ?2) RETURNING name, more'
  const parameters = ['request.body.text', 'request.body']
  const write = { parameters, mode: 'write', first: true }

  it('binds hostile texts through every parameter, the statement constant', async () => {
    prepared.splice(0)
    for (const text of hostileTexts) {
      expect(await json(insert, write, { text })).toEqual({
        name: text,
        more: JSON.stringify({ text }),
      })
    }
    expect(new Set(prepared)).toEqual(new Set([insert]))
    expect(await shop.prepare('SELECT count(*) AS n FROM item').first('n')).toBe(
      hostileTexts.length,
    )
  })

  it('keeps the statement byte for byte, whatever a value holds (300 values)', async () => {
    prepared.splice(0)
    const select = 'SELECT ?1 AS value'
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const answer = await ask(
          select,
          { parameters: ['request.body.text'], first: true },
          { text },
        )
        if (text.includes('\0')) expect(outcome(answer)).toBe('malformed_parameter')
        else expect(await responseOf(answer).json()).toEqual({ value: text })
      }),
      { numRuns: 300 },
    )
    expect(new Set(prepared)).toEqual(new Set([`SELECT * FROM (\n${select}\n) LIMIT 1001`]))
  })

  it.each(['a\0b', '\ud800'])('refuses text that no column holds: %j', async (text) => {
    expect(outcome(await ask(insert, write, { text }))).toBe('malformed_parameter')
  })
})

describe('database integration with D1', () => {
  it('answers rows and their number', async () => {
    const statement = 'SELECT 1 AS a, 2.5 AS b, NULL AS c UNION ALL VALUES (2, ?1, ?2)'
    const parameters = ['true', 'request.body.missing']
    expect(await json(statement, { parameters })).toEqual({
      rows: [
        { a: 1, b: 2.5, c: null },
        { a: 2, b: 1, c: null },
      ],
      rowCount: 2,
    })
  })

  it('answers the first row, or null', async () => {
    expect(await json('SELECT 1 AS a', { first: true })).toEqual({ a: 1 })
    expect(await json('SELECT 1 AS a WHERE 0', { first: true })).toBe(null)
  })

  it('lets nothing be changed unless the mode says so', async () => {
    await shop.prepare('INSERT INTO item (name) VALUES (?)').bind('kept').run()
    const statement = 'WITH x AS (SELECT 1) DELETE FROM item'
    expect(outcome(await ask(statement))).toBe('database_error')
    expect(await shop.prepare('SELECT 1 FROM item WHERE name = ?').bind('kept').first()).not.toBe(
      null,
    )
    expect(await json(`${statement} WHERE name = 'kept'`, { mode: 'write' })).toEqual({
      rows: [],
      rowCount: 1,
    })
  })

  it('refuses more rows than allowed', async () => {
    const statement = 'SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3'
    expect(outcome(await ask(statement, { maxRows: 2 }))).toBe('database_error')
    expect(outcome(await ask(statement, { maxRows: 3 }))).toBe(200)
  })

  it('tells neither statement nor message to the caller', async () => {
    const answer = await ask('SELECT secret_column FROM nowhere')
    expect(answer).toMatchObject({
      code: 'database_error',
      detail: 'The database refused integration db',
      authorDetail: { database: expect.stringContaining('nowhere') },
    })
  })

  it('ends what takes too long', async () => {
    const slow = { prepare: () => ({ bind: () => ({ all: () => new Promise(() => undefined) }) }) }
    const config = { integrations: [integration('SELECT 1', { timeout: 20 })] }
    const { answer } = await answerOf(config, () => new Response('unused'), {
      databases: createDatabases(['SHOP'], { SHOP: slow }),
    })
    expect(outcome(answer)).toBe('database_timeout')
  })
})

describe('a database integration is checked when it is saved', () => {
  const { upstream } = fakeUpstream(() => new Response('ok'))
  const ports = { ...unusedPorts(), upstream }
  const found = (statement: string, more: object = {}, deps: object = { databases }) => {
    const integrations = [integration(statement, more)]
    const result = check(
      { name: 'T', path: '/t', method: 'GET', integrations },
      { ...ports, ...deps },
      new Map(),
    )
    return 'issues' in result
      ? result.issues.map(
          (i) => `${i.pointer.slice('/integrations/0'.length)} ${i.code}: ${i.message}`,
        )
      : []
  }
  const pg = { driver: 'postgresql', connection: 'NEON' }

  it.each([
    ['SELECT a FROM b -- ; comment', {}],
    [`SELECT ';', "a;b", [c;d], \`e;f\` /* ; ' */ FROM g WHERE h = ?1`, { parameters: ['1'] }],
    ['(SELECT 1)', {}],
    [`SELECT E'\\';', $$;'$$, $x$;$$;$x$, a[1], $1::int, $1`, { ...pg, parameters: ['1'] }],
    ['delete from a where b = ?2 or c = ?1', { mode: 'write', parameters: ['1', '2'] }],
  ])('accepts %s', (statement, more) => {
    expect(found(statement, more)).toEqual([])
  })

  it.each([
    ['SELECT 1; SELECT 2', {}, '/statement multiple_statements: Write one statement'],
    ['SELECT 1;', {}, '/statement multiple_statements: '],
    [
      `SELECT '{{ request.query.x }}'`,
      {},
      '/statement templated_statement: Write ?1, ?2, … and add',
    ],
    [`SELECT 'a`, {}, `/statement invalid_statement: Close '`],
    ['SELECT 1 /* /* */', {}, '/statement invalid_statement: Close /*'],
    ['SELECT $$a', pg, '/statement invalid_statement: Close $$'],
    ['PRAGMA table_list', {}, '/statement statement_refused: Start with one of: SELECT'],
    [`ATTACH 'x' AS y`, {}, '/statement statement_refused: '],
    ['BEGIN', { mode: 'write' }, '/statement statement_refused: '],
    ['/* SELECT */ COMMIT', pg, '/statement statement_refused: '],
    ['DROP TABLE item', { mode: 'write' }, '/statement statement_refused: '],
    ['COPY item FROM PROGRAM $1', { ...pg, parameters: ['1'] }, '/statement statement_refused: '],
    ['DO $$ BEGIN END $$', pg, '/statement statement_refused: '],
    ['DELETE FROM a', {}, '/mode write_refused: Use "write": DELETE changes data'],
    [
      'SELECT ?',
      { parameters: ['1'] },
      '/statement invalid_placeholder: Write ?1, ?2, … instead of ?',
    ],
    ['SELECT :a', { parameters: ['1'] }, '/statement invalid_placeholder: '],
    [
      'SELECT ?2',
      { parameters: ['1', '2'] },
      '/statement invalid_placeholder: Number the placeholders without a gap: 1 is missing',
    ],
    ['SELECT ?1', {}, '/parameters parameter_count: Write 1 parameters'],
    ['SELECT 1', { parameters: ['1'] }, '/parameters parameter_count: Write 0 parameters'],
    ['SELECT ?1', { parameters: ['1 +'] }, '/parameters/0 invalid_expression: '],
    [
      'SELECT 1',
      { connection: 'OTHER' },
      '/connection unknown_connection: There is no connection OTHER; write one of: SHOP, NEON',
    ],
    ['SELECT 1', { connection: 'DB' }, '/connection unknown_connection: '],
    ['SELECT 1', { connection: 'ALIAS' }, '/connection unknown_connection: '],
    ['SELECT 1', { connection: 'MISSING' }, '/connection unknown_connection: '],
    [
      'SELECT 1',
      { connection: 'NEON' },
      '/connection unknown_connection: NEON is not of this kind; use postgresql',
    ],
    ['SELECT 1', { endpoint: 'https://a.example' }, '/endpoint unknown_field: '],
  ])('refuses %s with %j', (statement, more, expected) => {
    expect(found(statement, more)).toEqual([expect.stringContaining(expected)])
  })

  it('refuses every connection where the instance has none', () => {
    expect(found('SELECT 1', {}, {})).toEqual([
      expect.stringContaining('/connection unknown_connection: This instance has no databases'),
    ])
  })
})
