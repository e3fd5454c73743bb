import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'

import { createSandbox } from '#worker/platform/sandbox/index.ts'

const sandbox = createSandbox({ ...env })
const maxSteps = 100_000
const options = { timeoutMs: 2_000, owner: 'test' }

/** What code makes of an input. */
async function run(
  code: string,
  input?: unknown,
  more: { owner?: string; timeoutMs?: number } = {},
) {
  const call = {
    input: input === undefined ? undefined : JSON.stringify(input),
    context: '{"rate":2}',
    maxSteps,
  }
  const outcome = await sandbox?.run({ ...options, ...more, code }, call)
  if (outcome === undefined) throw new Error('no sandbox')
  if ('failure' in outcome) return outcome.failure
  return outcome.output === undefined ? undefined : (JSON.parse(outcome.output) as unknown)
}

describe('code in a sandbox', () => {
  it.each<[string, unknown, unknown]>([
    [
      'return { ...input, total: input.items.length * context.rate }',
      { items: [1] },
      { items: [1], total: 2 },
    ],
    ['const later = await Promise.resolve(input); return later + 1 // done', 1, 2],
    ['return input', undefined, undefined],
    ['return { a: undefined, b: [undefined], c: null, d: -0 }', 1, { b: [null], c: null, d: 0 }],
    ['return "a\\u2028\\ud800".length', 1, 3],
    ['return JSON.parse(\'{"__proto__": {"x": 1}}\')', 1, JSON.parse('{"__proto__": {"x": 1}}')],
    ['for (const x of input) if (x > 1) return x; else continue', [1, 2], 2],
    ['let n = 0; do { n += 1 } while (n < 3) return n', 1, 3],
    [
      'outer: for (const a in input) for (;;) { if (a) continue outer; else break }\nreturn 7',
      { a: 1 },
      7,
    ],
    ['if (input) for (const x of [1]) if (x > 1) return 1; else return 2; else return 3', 0, 3],
    ['if (input) for (const x of [1]) if (x > 1) return 1; else return 2; else return 3', 1, 2],
    [
      'class A { #x = 1; get x() { return this.#x } static { A.y = 2 } }; class B extends (A) { z = () => 3 }; return new B().x + B.y + new B().z()',
      1,
      6,
    ],
    ['class A extends class { x = 1 } { y = 2 }; const a = new A(); return a.x + a.y', 1, 3],
    [
      'const f = (a, b = () => 2) => a ? x => x + b() : async y => ({ y }); return [f(1)(1), await f(0)(2)]',
      1,
      [3, { y: 2 }],
    ],
    ['return `a${[1, 2].map((x) => `<${x / 2}>`).join("")}b`', 1, 'a<0.5><1>b'],
    ['return /[/"]x/g.test("/x") && 6 / 2 / 3', 1, 1],
    [
      'const o = { while: 1, class: 2, do: 3, import: 4, if(a) { return a } }; return o.while + o.class + o.do + o.import + o.if(1) + o["if"](1)',
      1,
      12,
    ],
    ['let i = 4; return (i++ ) / 2', 1, 2],
    ['function* g() { yield* [1, 2] } return [...g()]', 1, [1, 2]],
    ['var x = 0; while (x < 3) x++; return x', 1, 3],
  ])('answers %s', async (code, input, output) => {
    expect(await sandbox?.check(code)).toBe(undefined)
    expect(await run(code, input)).toEqual(output)
  })

  it.each([
    ['while (true) {}'],
    ['for (;;);'],
    ['do {} while (true)'],
    ['while (true) try { while (true); } catch {}'],
    ['for (const x of function* () { while (true) yield 1 }());'],
    ['const a = [1]; for (const x of a) a.push(x)'],
    ['const s = new Set([1]); for (const x of s) { s.delete(x); s.add(x) }'],
    ['const f = (n) => n === 0 ? 0 : f(n - 1) + f(n - 1); return f(60)'],
    ['function f(n) { return n === 0 ? 0 : f(n - 1) + f(n - 1) } return f(60)'],
    ['const o = { f(n) { return n === 0 ? 0 : this.f(n - 1) + this.f(n - 1) } }; return o.f(60)'],
    [
      'let d = 60; class A { x = d === 0 ? 0 : (d--, (this.y = [new A(), new A()]), d++) }; new A()',
    ],
    ['const f = async () => { await null; return f() }; return f()'],
    ['const o = { catch(n) { return n && [this.catch(n - 1), this.catch(n - 1)] } }; o.catch(60)'],
    ['class A { static a() {} static if(n) { return n && [A.if(n - 1), A.if(n - 1)] } } A.if(60)'],
    ['const o = { switch(n) { return n && [o.switch(n - 1), o.switch(n - 1)] } }; o.switch(60)'],
    ['switch (1) { case 1: for (;;); }'],
    ['/[/]"/.test(""); while (true) {} //"'],
    ['return `${(() => { while (true); })()}`'],
    [
      'let n = 60; const o = { get x() { if (n === 0) return 0; n--; const both = [o.x, o.x]; n++; return both } }; return o.x',
    ],
    ['if (1) do { while (true); } while (true)'],
    ['const f = (a = 1, ...b) => { while (true); }; f()'],
    ['let s = "x"; while (true) s = s.slice(0, 1)'],
    ['if (input) /[\'"]/.test(""); while (true) {} //\'"'],
  ])('stops %s by count', async (code) => {
    const result = await run(code, 1)
    expect(result).toEqual({ code: 'fuel', message: 'The code takes more steps than allowed' })
  })

  it.each<[string, object]>([
    [
      'const x = null\nreturn [1].map((y) => x.foo)',
      {
        message: 'The code threw TypeError at line 2, column 25',
        said: expect.stringContaining('reading'),
      },
    ],
    [
      'for (;;) for (const a of [1]) throw new RangeError(input)',
      { message: 'The code threw RangeError at line 1, column 37', said: 'RangeError: canary' },
    ],
    [
      'class Own extends Error { name = input }; throw new Own(input)',
      { message: expect.stringMatching(/^The code threw Error at line 1/), said: 'canary: canary' },
    ],
    ['throw input', { message: 'The code threw a value that is no Error', said: 'canary' }],
    [
      'const f = () => f(); return f()',
      { message: expect.stringMatching(/^The code threw RangeError/) },
    ],
    ['return eval("1")', { message: expect.stringMatching(/^The code threw EvalError/) }],
    [
      'return new Function("return 1")()',
      { message: expect.stringMatching(/^The code threw EvalError/) },
    ],
    [
      'return (() => {}).constructor("return 1")()',
      { message: expect.stringMatching(/^The code threw EvalError/) },
    ],
    [
      'return (await fetch("http://example.com")).status',
      { said: expect.stringContaining('not permitted to access the internet') },
    ],
    ['return new WebSocket("wss://example.com").readyState', {}],
    [
      'setTimeout(() => {}, 1)',
      { message: expect.stringMatching(/^The code threw (Type|Reference)Error/) },
    ],
    [
      'await scheduler.wait(1)',
      { message: expect.stringMatching(/^The code threw ReferenceError/) },
    ],
    ['return process.env', { message: expect.stringMatching(/^The code threw ReferenceError/) }],
    [
      'return require("node:fs")',
      { message: expect.stringMatching(/^The code threw ReferenceError/) },
    ],
    [
      'Object.getPrototypeOf(globalThis).setTimeout.call(globalThis, () => {}, 1)',
      { code: 'code_failed' },
    ],
  ])('says of %s only what callers may read', async (code, failure) => {
    const result = await run(code, 'canary')
    expect(result).toMatchObject({ code: 'code_failed', ...failure })
    expect((result as { message: string }).message).not.toContain('canary')
  })

  it.each([
    ['return () => 1', 'a function'],
    ['return Symbol("canary")', 'a symbol'],
    ['return [1n]', 'a bigint'],
    ['return { a: NaN }', 'a number that is NaN'],
    ['return 1 / 0', 'a number that is Infinity'],
    ['return new Map()', 'an object of a class (Map)'],
    ['return { at: new Date(0) }', 'an object of a class (Date)'],
    ['const a = {}; a.a = a; return a', 'a value that nests deeper than 64 levels or holds itself'],
  ])('refuses the result of %s', async (code, what) => {
    const message = `The code returned ${what}, which is no JSON`
    expect(await run(code)).toEqual({ code: 'wrong_type', message })
  })

  it.each([
    ['return "x".repeat(2 ** 21)'],
    ['let s = "x"; for (let i = 0; i < 28; i++) s += s; return s'],
    ['const a = []; a.length = 2 ** 31; return a'],
    ['let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; return a'],
  ])('refuses what is too large: %s', async (code) => {
    expect(await run(code)).toMatchObject({ code: 'size' })
  })

  it('ends code that waits for ever', async () => {
    const result = await run('return new Promise(() => {})', 1, { timeoutMs: 50 })
    expect(result).toMatchObject({ code: 'code_timeout' })
    const slow =
      'await new Promise((done) => AbortSignal.timeout(3_000).addEventListener("abort", done))'
    const startedMs = performance.now()
    expect(await run(slow, 1, { timeoutMs: 50 })).toEqual({
      code: 'code_timeout',
      message: 'The code did not answer within 50 ms',
    })
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })

  it('shares no globals between owners, and leaves the gateway as it was', async () => {
    const code =
      'globalThis.n = (globalThis.n ?? 0) + 1; Object.prototype.polluted = 1; Array.prototype.map = null; return n'
    expect(await run(code, 1, { owner: 'one' })).toBe(1)
    expect(await run(code, 1, { owner: 'two' })).toBe(1)
    expect('polluted' in {}).toBe(false)
    expect(typeof [].map).toBe('function')
  })

  it('counts each of two calls at once by itself', async () => {
    const wait =
      'await new Promise((done) => AbortSignal.timeout(20).addEventListener("abort", done))'
    const work = 'for (let i = 0; i < 40_000; i++);'
    const code = `${work} ${wait}; ${work} return input`
    expect(await Promise.all([run(code, 1), run(code, 2), run(code, 3)])).toEqual([1, 2, 3])
  })

  it('is answered by the code even when it breaks what the harness uses', async () => {
    const code =
      'JSON.stringify = JSON.parse = Object.keys = Array.isArray = String.prototype.slice = () => "broken"; return { a: [input] }'
    expect(await run(code, 1)).toEqual({ a: [1] })
    expect(await run(code, 2)).toEqual({ a: [2] })
  })
})

describe('code that is saved', () => {
  it.each<[string, object]>([
    ['return 1 +', { line: 1, column: 11 }],
    [
      'const a = 1\nreturn a b',
      { message: expect.stringContaining('Unexpected'), line: 2, column: 10 },
    ],
    ['for (const a of [1]) { for (;;) break; return a b }', { line: 1, column: 49 }],
    ['const input = 1', { message: expect.stringContaining('already been declared') }],
    [
      'import x from "x"',
      { message: expect.stringContaining('imports nothing'), line: 1, column: 1 },
    ],
    [
      'const m = await import("cloudflare:sockets")',
      { message: expect.stringContaining('imports nothing') },
    ],
    ['return import.meta', { message: expect.stringContaining('imports nothing') }],
    ['export default 1', { message: expect.stringContaining('Write the body of a function') }],
    ['} while (true); {', { message: 'Unexpected }', line: 1, column: 1 }],
    ['return (1', { message: '( is never closed' }],
    ['return "abc', { message: 'This never ends' }],
    ['return `a${1', {}],
    [
      'if (input) {} /\'/.test(""); while (true) {} //\'',
      { message: expect.stringContaining('not clear') },
    ],
    ['do x(); while (1)', { message: expect.stringContaining('with braces') }],
    ['class A extends {}.b { }', { message: expect.stringContaining('cannot be counted') }],
  ])('is refused with a place: %s', async (code, fault) => {
    expect(await sandbox?.check(code)).toMatchObject({ line: expect.any(Number), ...fault })
  })

  it('is not run', async () => {
    expect(await sandbox?.check('while (true) {}')).toBe(undefined)
  })
})
