import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startInstance } from '../../scripts/lib/instance.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'

let gateway: TestGateway
/** Without the binding. */
let bare: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(async () => {
  await gateway.stop()
})

const rule = (code: string, more: object = {}, of: object = {}) => ({
  id: 'code',
  type: 'custom',
  rules: [{ operation: 'javascript', parameters: { code, ...more }, ...of }],
})
const evaluate = (code: string, input: unknown = {}, more: object = {}) =>
  gateway.api.call<Evaluation>('POST', '/transformations/test', { rule: rule(code, more), input })

const save = ({ url, token }: TestGateway, config: object) =>
  fetch(`${url}/api/v1/endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(config),
  })

interface Evaluation {
  readonly output?: unknown
  readonly errors: readonly { readonly code: string; readonly message: string }[]
  readonly cost: { readonly work: number }
}

let count = 0
async function publish(code: string, more: object = {}): Promise<string> {
  count += 1
  await gateway.publish({
    name: `Code ${count}`,
    method: 'GET',
    path: `/code/${count}`,
    response: { body: '{"secret": "canary", "n": 2}' },
    transformations: [rule(code, more)],
  } as never)
  return `${gateway.gatewayUrl}/code/${count}`
}

describe('JavaScript of an endpoint', () => {
  it('makes the answer of its input and its context', async () => {
    const code = 'return { n: input.n * context.by, of: Object.keys(context) }'
    const url = await publish(code, { context: '{"by": $number(request.query.by)}' })
    expect(await (await fetch(`${url}?by=4`)).json()).toEqual({ n: 8, of: ['by'] })
    expect(await (await fetch(`${url}?by=5`)).json()).toEqual({ n: 10, of: ['by'] })
  })

  it('fails as a transformation, with rule, step, type and place, never with the data', async () => {
    const url = await publish('const { secret } = input\nthrow new TypeError(secret)')
    const answer = await fetch(url)
    const text = await answer.text()
    expect(answer.status).toBe(502)
    expect(text).not.toContain('canary')
    expect(JSON.parse(text)).toMatchObject({
      errorType: 'TRANSFORMATION_ERROR',
      code: 'transformation_failed',
      detail: 'Transformation code, step 1: The code threw TypeError at line 2, column 7',
      details: [{ pointer: '/transformations/0/rules/0', code: 'code_failed' }],
    })
  })

  it('is refused when it is saved, with line and column, when it does not compile', async () => {
    const answer = await save(gateway, {
      name: 'Broken',
      method: 'GET',
      path: '/broken',
      transformations: [rule('const a = 1\nreturn a b')],
    })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      details: [
        {
          pointer: '/transformations/0/rules/0/parameters/code',
          code: 'invalid_code',
          message: "Unexpected identifier 'b' (line 2, column 10)",
        },
      ],
    })
  })

  it('shares no globals with another endpoint', async () => {
    const code = 'globalThis.n = (globalThis.n ?? 0) + 1; return n'
    const urls = [await publish(code), await publish(code)]
    const answers = await Promise.all(urls.map(async (url) => (await fetch(url)).json()))
    expect(answers).toEqual([1, 1])
  })

  it('does not reach the gateway by what it does to prototypes', async () => {
    const url = await publish(
      `Object.prototype.polluted = 'yes'; Array.prototype.join = () => 'broken'
       return JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"x": 1}}}')`,
    )
    const text = await (await fetch(url)).text()
    expect(text).toBe('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}')
    expect((await evaluate('return [input.polluted === undefined]')).output).toEqual([true])
    const { output } = await gateway.api.call<Evaluation>('POST', '/transformations/test', {
      expression: '[polluted, admin, $join(["a", "b"])]',
      input: {},
    })
    expect(output).toEqual(['ab'])
  })

  it('tells the author what the code says of its error', async () => {
    const { errors } = await evaluate('throw new RangeError(`no ${input.x}`)', { x: 'such' })
    expect(errors).toMatchObject([
      {
        code: 'code_failed',
        message: 'The code threw RangeError at line 1, column 7: RangeError: no such',
      },
    ])
  })

  it('counts its steps as work of the rule', async () => {
    const few = await evaluate('for (let i = 0; i < 10; i++); return 1')
    const many = await evaluate('for (let i = 0; i < 10_010; i++); return 1')
    expect(many.cost.work - few.cost.work).toBe(100_000)
  })
})

describe('JavaScript on a stream of records', () => {
  const lines = Array.from({ length: 500 }, (_, n) => `${JSON.stringify({ n })}\n`)
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.end(lines.join(''))
  })
  afterAll(() => void server.close())

  it('runs on each record', async () => {
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    await gateway.publish({
      name: 'Records',
      method: 'GET',
      path: '/records',
      integrations: [{ id: 'up', type: 'http', endpoint: `http://127.0.0.1:${port}/` }],
      transformations: [
        rule('if (input.n === 490) throw new Error("canary"); return { n: 2 * input.n }'),
      ],
    } as never)
    const answer = await fetch(`${gateway.gatewayUrl}/records`)
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    const records = (await answer.text()).trimEnd().split('\n')
    const expected = Array.from({ length: 490 }, (_, n) => JSON.stringify({ n: 2 * n }))
    expect(records.slice(0, -1)).toEqual(expected)
    expect(JSON.parse(records.at(-1) ?? '')).toEqual({
      error: {
        code: 'transformation_failed',
        message: 'Transformation code, step 1: The code threw Error at line 1, column 28',
        record: 491,
      },
    })
  })
})

describe('a sandbox', () => {
  it.each([
    ['fetch', 'return (await fetch("http://127.0.0.1:1/")).status'],
    ['WebSocket', 'return new WebSocket("ws://127.0.0.1:1/").readyState'],
  ])('refuses the network to %s', async (_, code) => {
    const { errors } = await evaluate(code)
    expect(errors).toMatchObject([{ code: 'code_failed' }])
    expect(errors[0]?.message).toContain('not permitted to access the internet')
  })

  it.each([
    'const { connect } = await import("cloudflare:sockets")',
    'import { env } from "cloudflare:workers"',
    'return import.meta.url',
  ])('has no modules: %s', async (code) => {
    expect((await evaluate(code)).errors).toMatchObject([
      { code: 'invalid_code', message: expect.stringContaining('imports nothing') },
    ])
  })

  it.each([
    ['eval', 'return eval("1")'],
    ['new Function', 'return new Function("return 1")()'],
    ['the constructor of a function', 'return (async () => {}).constructor("return 1")()'],
  ])('makes no code from strings with %s', async (_, code) => {
    const { errors } = await evaluate(code)
    expect(errors[0]?.message).toContain('The code threw EvalError')
  })

  it('has no bindings, no modules of Node and no timers', async () => {
    const names =
      'env process require Buffer setTimeout setInterval setImmediate scheduler DB CONFIG LOADER'
    const { output } = await evaluate(
      `return ${JSON.stringify(names.split(' '))}.filter((name) => name in globalThis)`,
    )
    expect(output).toEqual([])
  })

  it.each([
    ['while', 'while (true) {}'],
    ['for', 'for (;;);'],
    ['do', 'do {} while (true)'],
    ['a loop in a method', '[1].map(() => { while (true); })'],
    ['recursion', 'const f = (n) => n && f(n - 1) + f(n - 1); return f(50)'],
    ['endless promises', 'const f = async () => { await null; await f() }; await f()'],
    ['what catches its end', 'for (;;) try { for (;;); } catch {}'],
    ['growing in a loop', 'const a = [0]; for (const x of a) a.push(x)'],
  ])('ends by count: %s', async (_, code) => {
    const startedMs = performance.now()
    expect((await evaluate(code)).errors).toMatchObject([{ code: 'fuel' }])
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  })

  it('ends what doubles a text, by the size of texts or of the result', async () => {
    const endless = await evaluate('let s = "x"; for (;;) s += s')
    expect(endless.errors[0]?.message).toContain('The code threw RangeError')
    const large = await evaluate('let s = "x"; for (let i = 0; i < 28; i++) s += s; return s')
    expect(large.errors).toMatchObject([{ code: 'size' }])
  })

  it('ends what waits for ever', async () => {
    const { errors } = await evaluate('await new Promise(() => {})', {}, { timeoutMs: 100 })
    expect(errors).toMatchObject([{ code: 'code_timeout' }])
  })

  it('goes on after all that', async () => {
    expect((await evaluate('return input.n + 1', { n: 1 })).output).toBe(2)
  })
})

describe('a gateway without the binding', () => {
  const draft = { name: 'Bare', method: 'GET', path: '/bare', transformations: [rule('return 1')] }

  beforeAll(async () => {
    bare = await startGateway({ sandbox: false })
  })
  afterAll(async () => {
    await bare.stop()
  })

  it('refuses to save code, and says what to add', async () => {
    const answer = await save(bare, draft)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      details: [
        {
          pointer: '/transformations/0/rules/0',
          code: 'sandbox_unavailable',
          message: expect.stringContaining('[[worker_loaders]]'),
        },
      ],
    })
  })

  it('says so among the kinds', async () => {
    const unavailable = async ({ api }: TestGateway) =>
      (
        await api.call<{ items: { type: string; unavailable?: object }[] }>('GET', '/kinds')
      ).items.flatMap(({ type, unavailable: what }) => (what ? [[type, Object.keys(what)]] : []))
    expect(await unavailable(bare)).toEqual([['custom', ['javascript']]])
    expect(await unavailable(gateway)).toEqual([])
  })

  it('answers for what was published with it, and serves all other endpoints', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'ecluse-'))
    try {
      const before = await startGateway({ stateDir })
      await before.publish(draft as never)
      await before.publish({
        ...draft,
        path: '/other',
        response: { body: '1' },
        transformations: [],
      } as never)
      expect(await (await fetch(`${before.gatewayUrl}/bare`)).json()).toBe(1)
      await before.stop()
      const after = await startInstance({ build: false, stateDir, sandbox: false })
      const answer = await fetch(`${after.url}/api/custom/bare`)
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({
        errorType: 'TRANSFORMATION_ERROR',
        code: 'sandbox_unavailable',
        detail: expect.stringContaining('LOADER'),
      })
      expect(await (await fetch(`${after.url}/api/custom/other`)).json()).toBe(1)
      await after.stop()
    } finally {
      await rm(stateDir, { recursive: true, force: true })
    }
  })
})
