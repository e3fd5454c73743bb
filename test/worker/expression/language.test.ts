import * as fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'

import { Problem } from '#worker/problem.ts'
import { compileExpression, ExpressionError } from '#worker/expression/index.ts'

import { contextOf } from './context.ts'

const evaluate = async (source: string, body?: unknown, given = {}) =>
  compileExpression(source, '/x').evaluate({ ctx: contextOf(given), body })

const issueOf = (source: string) => {
  try {
    compileExpression(source, '/rules/0/source')
  } catch (error) {
    if (error instanceof Problem) return error.options.issues?.[0]
  }
  return undefined
}

/** As JSON, the only form results are used in. */
const json = (value: unknown) =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

describe('plain paths', () => {
  const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'length', 'x y')
  const { document } = fc.letrec((tie) => ({
    document: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, 0, 1, '', 'text', true, false),
      fc.array(tie('document'), { maxLength: 3 }),
      fc
        .uniqueArray(fc.tuple(name, tie('document')), { maxLength: 4, selector: ([key]) => key })
        .map((entries) =>
          JSON.parse(
            `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
          ),
        ),
    ),
  }))

  it('read exactly what the language reads, lists and missing members included', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.array(name, { maxLength: 4 }), async (body, names) => {
        const source = ['body', ...names.map((part) => `\`${part}\``)].join('.')
        const expression = compileExpression(source, '/x')
        expect(expression.path).toEqual(['body', ...names])
        const ours = await expression.evaluate({ ctx: contextOf(), body })
        expect(json(ours)).toEqual(json(await jsonata(source).evaluate({ body })))
      }),
      { numRuns: 1_000 },
    )
  })

  it('answer at once, without a promise', () => {
    const ctx = contextOf({
      params: { id: 'a%20b' },
      headers: { 'X-Tenant': 'acme' },
      search: '?q=1&t=a&t=b',
    })
    const read = (source: string) => compileExpression(source, '/x').evaluate({ ctx })
    expect(read('request.params.id')).toBe('a b')
    expect(read('request.headers."x-tenant"')).toBe('acme')
    expect(read('request.headers.`x-tenant`')).toBe('acme')
    expect(read('request.query.q')).toBe('1')
    expect(read('request.query.t')).toEqual(['a', 'b'])
    expect(read('request.method')).toBe('GET')
    expect(read('request.headers."not a name"')).toBeUndefined()
    expect(read('nothing.here')).toBeUndefined()
  })
})

describe('the interpreter', () => {
  it.each([
    '$sum(body.items.(price * qty))',
    'body.items[price > 5].name',
    'body.items^(>price).name',
    'body.items{name: price}',
    '{"total": $count(body.items), "names": [body.items.name]}',
    '$map(body.items, function($i, $n){ $n & ":" & $i.name })',
    '$sort(body.items, function($a, $b){ $a.price > $b.price }).name',
    '$sort(body.items.price)',
    '$distinct(body.tags)',
    '$distinct(body.items.price)',
    '$split("a, b ,c", /\\s*,\\s*/)',
    '$match("ababbabbcc", /a(b+)/)',
    '$replace("John Smith", /(\\w+)\\s(\\w+)/, "$2, $1")',
    '$replace("265USD", /([0-9]+)USD/, function($m) { "$" & $m.groups[0] })',
    '$contains("Hello", /hello/i)',
    '$map(["a","b"], $uppercase)',
    '($first := $substring(?, 0, 1); $map(["ab","cd"], $first))',
    '["x","y"] ~> $join("-")',
    'body ~> |items|{"price": price * 2}, ["qty"]|',
    '$merge([body, {"extra": true}])',
    'body.**.name',
    'body.*[0]',
    '$lookup(body, "tags")',
    '$string(body)',
    '$toMillis("2020-01-02 03:04", "[Y0001]-[M01]-[D01] [H01]:[m01]")',
    '$fromMillis(1500000000000, "[M01]/[D01]/[Y0001]")',
    '$formatNumber(12345.6, "#,###.00")',
    '$reduce([1..5], function($a, $b){ $a * $b })',
    '$pad("foo", -8, "#")',
    'body.items.%.tags',
    'body.items@$i.{"n": $i.name}',
    '$each(body, function($v, $k){ $k })',
    '$zip([1,2],[3,4])',
    'body.missing ?? "fallback"',
    '[]',
    '[1]',
    'body.items[0].name',
    'body.items[-1]',
  ])('keeps the meaning of %s', async (source) => {
    const body = {
      items: [
        { name: 'pen', price: 3, qty: 4 },
        { name: 'ink', price: 9, qty: 1 },
        { name: 'cap', price: 3, qty: 2 },
      ],
      tags: ['a', 'b', 'a'],
    }
    const before = JSON.stringify(body)
    const expected: unknown = await jsonata(source).evaluate({ body: structuredClone(body) })
    expect(json(await evaluate(source, body))).toEqual(json(expected))
    expect(JSON.stringify(body)).toBe(before)
  })

  it('gives plain data: no marks of the interpreter, no functions', async () => {
    expect(Object.keys((await evaluate('[1..3].($ * 2)')) as object)).toEqual(['0', '1', '2'])
    expect(await evaluate('{"f": function(){1}, "n": 1}')).toEqual({ n: 1 })
    expect(await evaluate('$sum')).toBeUndefined()
  })

  it('takes the time from the request, once', async () => {
    expect(
      await evaluate('[$millis(), $now(), $now("[Y]")]', undefined, { now: 86_400_000 }),
    ).toEqual([86_400_000, '1970-01-02T00:00:00.000Z', '1970'])
  })
})

describe('what an expression reads', () => {
  it.each([
    ['integrations.user.body.id', ['user'], false],
    ['integrations.a.status = 200 ? integrations.b.body : request.body', ['a', 'b'], true],
    ['$lookup(integrations, "x")', ['*'], false],
    ['integrations[0]', ['*'], false],
    ['integrations.*', ['*'], false],
    ['$$.integrations.user.status', ['user'], false],
    ['$$', ['*'], true],
    ['$', ['*'], true],
    ['$keys($)', ['*'], true],
    ['request', [], true],
    ['request.(body.x)', [], true],
    ['request.headers', [], false],
    ['body.items[$ > 3].x', [], false],
    ['$map(body.items, function($i){ $i.body })', [], false],
    ['body.items.{"u": $$.integrations.user.body}', ['user'], false],
    ['**.id', ['*'], true],
    ['`integrations`."user".body', ['user'], false],
  ] as const)('is found in %s', (source, integrations, readsRequestBody) => {
    const expression = compileExpression(source, '/x')
    expect(expression.integrations).toEqual(integrations)
    expect(expression.readsRequestBody).toBe(readsRequestBody)
  })

  it('leaves the request body unread when the expression does not need it', async () => {
    const ctx = contextOf({ json: { a: 1 } })
    await compileExpression('request.method & request.path', '/x').evaluate({ ctx })
    expect(ctx.request.bodyUsed).toBe(false)
    expect(await compileExpression('request.body.a + 1', '/x').evaluate({ ctx })).toBe(2)
  })
})

describe('syntax errors', () => {
  it('name the place and the position', () => {
    expect(issueOf('request.params.')).toMatchObject({
      pointer: '/rules/0/source',
      code: 'invalid_expression',
      message: expect.stringMatching(/position \d+/),
    })
    expect(issueOf('')).toMatchObject({ code: 'invalid_expression' })
    expect(issueOf('('.repeat(16_000))).toMatchObject({ code: 'invalid_expression' })
  })

  it.each(['/(?=a)b/', '/(?!a)b/', '/(?<=a)b/', '/(a)\\1/'])(
    'refuse the pattern %s, which has no linear-time engine',
    (pattern) => {
      expect(issueOf(`$match("x", ${pattern})`)?.message).toMatch(/look-around and back-references/)
    },
  )

  it('refuse $eval under any spelling', () => {
    expect(issueOf('$eval("1")')?.message).toMatch(/\$eval is not available/)
    expect(issueOf('($e := $eval; $e("1"))')?.message).toMatch(/\$eval is not available/)
  })
})

describe('an expression cannot', () => {
  it.each([
    '{"__proto__": {"polluted": 1}}',
    '$merge([{"__proto__": {"polluted": 1}}, {"constructor": {"prototype": {"polluted": 1}}}])',
    'body ~> |$|{"__proto__": {"polluted": 1}}|',
    'body.constructor.prototype ~> |$|{"polluted": 1}|',
    '$each({"__proto__": 1}, function($v, $k){ {$k: {"polluted": 1}} })',
  ])('change a prototype: %s', async (source) => {
    await evaluate(source, { a: {} }).catch((error: unknown) => error)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('change its input through a transform operator', async () => {
    const body = { a: { b: 1 } }
    await expect(evaluate('body ~> |$$.body.a|{"b": 2}|', body)).rejects.toBeInstanceOf(
      ExpressionError,
    )
    expect(body).toEqual({ a: { b: 1 } })
  })

  it('reach anything but the documented scope', async () => {
    const all = (await evaluate('$keys($$)', {}, { json: {} })) as string[]
    expect(all.toSorted()).toEqual(['body', 'integrations', 'request', 'variables'])
    for (const source of ['$$.secrets', 'env', '$env', 'request.constructor', 'body.constructor'])
      expect(await evaluate(source, {})).toBeUndefined()
  })

  it('see the session cookie of the dashboard', async () => {
    const headers = { cookie: 'a=1; __Host-ecluse_session=canary; b=2' }
    for (const source of [
      'request.headers.cookie',
      '$string($$)',
      '$string(request)',
      '$string(**)',
    ]) {
      expect(await evaluate(source, undefined, { headers })).not.toContain('canary')
      expect(await evaluate(source, undefined, { headers })).toContain('a=1')
    }
  })

  it('put data into its error', async () => {
    const failure = await evaluate('-body.secret', { secret: 'canary' }).catch(
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(ExpressionError)
    expect(String(failure)).not.toContain('canary')
    expect(String(failure)).toContain('D1002')
    const raised = await evaluate('$error(body.secret)', { secret: 'canary' }).catch(
      (error: unknown) => error,
    )
    expect(String(raised)).not.toContain('canary')
  })

  it('be fooled by data that looks like a function of the language', async () => {
    const body = {
      f: { _jsonata_lambda: true, thunk: true, body: { procedure: {} } },
      g: { _jsonata_function: true },
    }
    await expect(evaluate('body.f(1)', body)).rejects.toBeInstanceOf(ExpressionError)
    await expect(evaluate('$map([1], body.g)', body)).rejects.toBeInstanceOf(ExpressionError)
    expect(await evaluate('body.f', body)).toEqual(body.f)
  })
})
