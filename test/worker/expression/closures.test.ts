import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { closuresOf } from '#worker/expression/closures/index.ts'
import { compileExpression, ExpressionError } from '#worker/expression/index.ts'
import { interpreterOf } from '#worker/expression/interpreter.ts'

import { compare } from '../../support/expression-engines.ts'
import { samplesOf } from '../../support/random-expressions.ts'
import { contextOf } from './context.ts'

const body = {
  id: 'o1',
  count: 2,
  rate: 0.1,
  none: null,
  word: 'héllo',
  tags: ['a', 'b', 'a'],
  one: [{ x: 1 }],
  empty: [],
  nested: [[1, [2]], [3]],
  map: { b: 1, '2': 'two', '1': [1, [2]] },
  items: [
    { name: 'pen', price: 3, qty: 4 },
    { name: 'ink', price: 9, qty: 1 },
    { name: 'cap', price: 3, qty: 2 },
  ],
}

const evaluate = (source: string, given: unknown = structuredClone(body)) =>
  compileExpression(source, '/x').evaluate({ ctx: contextOf(), body: given })

const evaluateInLibrary = (source: string) =>
  interpreterOf(source).evaluate({ body: structuredClone(body) }, 1_700_000_000_000)

const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value))

describe('closures', () => {
  it('answer as the library does, whatever the expression and the document', async () => {
    const mixed = fc.oneof(
      { weight: 7, arbitrary: samplesOf(1) },
      { weight: 1, arbitrary: samplesOf(3) },
    )
    const by = { closures: 0, both: 0, library: 0 }
    await fc.assert(
      fc.asyncProperty(mixed, async (sample) => {
        const result = await compare(sample)
        if (result?.difference !== undefined) throw new Error(JSON.stringify(result.difference))
        if (result?.isValue === true) by[result.by] += 1
      }),
      { numRuns: 20_000 },
    )
    // Else the comparison would be one of the library with itself.
    expect(by.closures).toBeGreaterThan(6_000)
    expect(by.both).toBeGreaterThan(50)
  }, 120_000)
})

describe('at once and as the library does, closures answer', () => {
  it.each([
    // paths: what is one is no list, what is none is nothing
    ['body.items.name', ['pen', 'ink', 'cap']],
    ['body.one.x', 1],
    ['body.one', [{ x: 1 }]],
    ['body.one.x[]', [1]],
    ['body.one[].x', [1]],
    ['body.id[]', ['o1']],
    ['body.missing.x', undefined],
    ['body.empty', []],
    ['body.empty.x', undefined],
    ['body.nested', [[1, [2]], [3]]],
    ['body.nested.$', [1, [2], 3]],
    ['body.map.*', [1, 2, 'two', 1]],
    ['$$.body.id & $.body.id', 'o1o1'],
    ['body.items.[name]', [['pen'], ['ink'], ['cap']]],
    ['body.one.[x]', [1]],
    ['[body.id, "x"].$uppercase($)', ['O1', 'X']],
    // predicates
    ['body.items[0].name', 'pen'],
    ['body.items[-1].name', 'cap'],
    ['body.items[1.9].name', 'ink'],
    ['body.items.name[0]', ['pen', 'ink', 'cap']],
    ['(body.items.name)[0]', 'pen'],
    ['body.items[price = 3].name', ['pen', 'cap']],
    ['body.items[price = 3][1].name', 'cap'],
    ['body.items[[0, 2]].name', ['pen', 'cap']],
    ['body.items[price > 100].name', undefined],
    ['body.missing[true].("x")', 'x'],
    // order and groups
    ['body.items^(>price, name).name', ['ink', 'cap', 'pen']],
    ['body.items^(missing).name', ['pen', 'ink', 'cap']],
    ['body.items{$string(price): name}', { '3': ['pen', 'cap'], '9': 'ink' }],
    ['body.items{name: $sum(price * qty)}', { pen: 12, ink: 9, cap: 6 }],
    ['body.missing{"a": 1}', { a: 1 }],
    // constructors
    ['{"a": body.missing, "b": body.none, "c": {"d": 1}}', { b: null, c: { d: 1 } }],
    ['{body.id: 1, "z": 2}', { o1: 1, z: 2 }],
    ['[1, [2], body.tags, body.missing]', [1, [2], 'a', 'b', 'a']],
    ['[1..4]', [1, 2, 3, 4]],
    ['[3..1]', []],
    ['[]', []],
    // operators
    ['body.count + 1 - 3 * 2 / 4 % 5', 1.5],
    ['-body.count', -2],
    ['body.missing + 1', undefined],
    ['body.rate + 0.2 & "|" & body.none & true & body.missing', '0.3|nulltrue'],
    ['{"a": [1]} = {"a": [1]}', true],
    ['body.missing = body.missing', false],
    ['body.missing != 1', false],
    ['body.missing < 1', undefined],
    ['"a" < "b" and 2 >= 2', true],
    ['"a" in body.tags', true],
    ['body.missing or [0, [1]]', true],
    ['"" or [] or {} or 0 or null', false],
    // conditions
    ['body.count = 2 ? "two"', 'two'],
    ['body.count = 3 ? "three"', undefined],
    ['body.missing ?? body.none', null],
    ['body.missing ?: "else"', 'else'],
    ['body.none ?: "else"', 'else'],
    // variables and functions
    ['($a := 1; $b := $a + 1; $a := 5; [$a, $b])', [5, 2]],
    ['($a := 1; ($a := 2); $a)', 1],
    ['($twice := function($x){ $x * 2 }; $twice($twice(body.count)))', 8],
    ['($a := 1; $f := function(){ $a }; $a := 2; $f())', 2],
    ['($f := $uppercase; $map(body.tags, $f))', ['A', 'B', 'A']],
    ['$undefined', undefined],
    ['$map(body.items, function($i, $n){ $n & $i.name })', ['0pen', '1ink', '2cap']],
    ['$map(body.id, function($i){ $i })', 'o1'],
    ['$map([[1]], function($v){ $map($v, function($x){ $x }) })', [1]],
    ['$filter(body.items, function($i){ $i.qty > 1 }).name', ['pen', 'cap']],
    ['$reduce(body.items.price, function($a, $b){ $a + $b }, 10)', 25],
    ['$reduce([1..4], function($a, $b, $i){ $a * $b + $i })', 47],
    ['$sort(body.items, function($a, $b){ $a.price < $b.price }).name', ['ink', 'pen', 'cap']],
    ['$sort(body.items.name)', ['cap', 'ink', 'pen']],
    ['body.items.name ~> $join(", ") ~> $uppercase', 'PEN, INK, CAP'],
    ['body.tags ~> $map(function($t){ $t & "!" })', ['a!', 'b!', 'a!']],
    // natives
    ['$count(body.items) & $count(body.missing) & $count(1)', '301'],
    ['$sum(body.items.price) & $max(body.items.qty) & $min(body.items.qty)', '1541'],
    ['$average(body.items.price)', 5],
    ['body.items.name.$uppercase()', ['PEN', 'INK', 'CAP']],
    ['$substring(body.word, -3, 2) & $length(body.word)', 'll5'],
    ['$substringBefore("a-b", "-") & $substringAfter("a-b", "-") & $trim(" c  d ")', 'abc d'],
    ['$split("a,b,c", ",", 2)', ['a', 'b']],
    ['$type(body.none) & $pad("x", -2)', 'null x'],
    ['$contains(body.word, "él") and $not($contains(body.word, "z"))', true],
    ['$number("0x1F") + $round(2.5) + $floor(-1.5) + $ceil(1.2) + $abs(-1)', 34],
    ['$keys(body.map)', ['1', '2', 'b']],
    ['$lookup(body, "id") & $exists(body.none) & $boolean([0])', 'o1truefalse'],
    ['$merge([{"a": 1}, {"b": 2, "a": 3}])', { a: 3, b: 2 }],
    ['$append(1, [2]) ~> $reverse', [2, 1]],
    ['$distinct(body.tags)', ['a', 'b']],
    ['$distinct([1, 1])', [1]],
    ['$distinct([1, 1].($))', 1],
    ['$string({"a": 0.1 + 0.2})', '{"a":0.3}'],
    ['$fromMillis($millis()) = $now()', true],
  ])('%s', async (source, expected) => {
    const value = evaluate(source)
    expect(value).not.toBeInstanceOf(Promise)
    expect(json(value)).toBe(json(expected))
    expect(json(await evaluateInLibrary(source))).toBe(json(expected))
  })
})

describe('what has no closure', () => {
  it.each([
    '{"id": body.id, "word": $replace(body.word, /l+/, "L")}',
    '"<" & $replace(body.word, /l+/, "L") & ">" & body.count',
    '($w := $split(body.word, /l/); {"first": $w[0], "count": $count($w), "id": body.id})',
    '($x := $distinct(body.tags); $y := $match(body.id, /\\d/); {"n": $count($x), "y": $y.match})',
    'body.count = 2 ? {"m": $match(body.word, /l/)} : body.id',
    'body.count = 3 ? {"m": $match($error("never"), /l/)} : body.id',
    '[body.id, body.items@$i.{"n": $i.name}]',
    '{"copy": body ~> |items|{"price": 0}|, "id": body.id}',
    '{"f": function(){ 1 }, "id": body.id}',
    '($id := body.id; $f := function($n){ $n = 0 ? $id : $f($n - 1) }; {"v": $f(3), "w": $uppercase($id)})',
    '$map(body.items, function($i){ $match($i.name, /[aeiou]/).match })',
    'body.items.name.%.price',
    'body.map.**[$type($) = "string"]',
    // The empty list that $keys finds stands in a list, and stays there.
    '$map([($w := $match(body.word, /l/); {}), body.missing], $keys)',
    '$each(body.map, function($v, $k){ $k })',
    '$single(body.items, function($i){ $i.price = 9 }).name',
    '{"id": body.id, "more": {"only": $sift(body.map, function($v){ $v = 1 }), "n": body.count}}',
  ])('runs in the library, with the same result: %s', async (source) => {
    const value = evaluate(source)
    expect(value).toBeInstanceOf(Promise)
    expect(json(await value)).toBe(json(await evaluateInLibrary(source)))
  })

  it('is cut out as small as can be', () => {
    const compiled = (source: string) => closuresOf(interpreterOf(source).ast) !== undefined
    expect(compiled('{"a": body.id, "b": $match(body.word, /l/)}')).toBe(true)
    expect(compiled('$match(body.word, /l/)')).toBe(false)
    expect(compiled('$match(body.word, $f)')).toBe(false)
    expect(compiled('{"a": /l/}')).toBe(false)
  })
})

describe('errors are those of the library', () => {
  it.each([
    ['body.id + 1', 'T2001'],
    ['1 + body.id', 'T2002'],
    ['1 / 0 + 1', 'D1001'],
    ['body.id < 1', 'T2009'],
    ['body.none < 1', 'T2010'],
    ['-body.id', 'D1002'],
    ['{1: 2}', 'T1003'],
    ['{"a": 1, "a": 2}', 'D1009'],
    ['{"_jsonata_lambda": true}', 'D1013'],
    ['[body.id..2]', 'T2003'],
    ['[1..20001]', 'D2015'],
    ['body.items^(tags, $).name', 'T2008'],
    ['[1, "a"]^($)', 'T2007'],
    ['$uppercase(1)', 'T0410'],
    ['body.$uppercase()', 'T0411'],
    ['$sum(body.tags)', 'T0412'],
    ['$number("x")', 'D3030'],
    ['$string(1 / 0)', 'D3001'],
    ['$split("a", "b", -1)', 'D3020'],
    ['$replace("a", "", "b")', 'D3010'],
    ['$reduce([1, 2], function($a){ $a })', 'D3050'],
    ['$single(body.items, function($i){ $i.price = 3 })', 'D3138'],
    ['$sort(body.items)', 'D3070'],
    ['$error("secret")', 'D3137'],
    ['body.id ~> 1', 'T2006'],
    ['{"a": body.id + 1, "b": $uppercase(1)}', undefined],
  ])('%s', async (source, code) => {
    const failure = await Promise.resolve(evaluate(source)).catch((error: unknown) => error)
    const expected = await evaluateInLibrary(source).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ExpressionError)
    expect(String(failure)).toBe(String(expected))
    if (code !== undefined) expect(String(failure)).toContain(code)
  })
})

describe('closures keep the promises of the interpreter', () => {
  it.each([
    '$map([1..20000], function($i){ $count($map([1..20000], $abs)) })',
    '($l := [1..20000]; $map([1..20000], function($i){ $l ? 1 : 0 }))',
    '[1..20000]^(>$)',
    '($l := [1..2000]; $l.($l.(nothing)))',
    '$reduce([1..20], function($a, $b){ $a & $a }, "xxxxxxxx")',
    `[1..5000].(${Array.from({ length: 30 }, () => '1').join(' + ')})`,
    '$reduce([1..1000], function($a, $b){ {"x": $a} }, 1)',
    '$reduce([1..30], function($a, $b){ {"x": $a, "y": $a} }, 1)',
    '$reduce([1..30], function($a, $b){ [[$a], [$a]] }, [[1]]) ? 1 : 0',
    '$reduce([1..30], function($a, $b){ {"x": $a, "y": $a} }, 1) = 1 & $string($reduce([1..30], function($a, $b){ {"x": $a, "y": $a} }, 1))',
    '[1..20000].{"a": [1..20000]}',
  ])('end by counted work: %s', (source) => {
    const closures = closuresOf(interpreterOf(source).ast)
    const started = performance.now()
    expect(() => closures?.evaluate({}, 0)).toThrow(ExpressionError)
    expect(performance.now() - started).toBeLessThan(500)
  })

  it.each([
    '($f := function($x){ 1 + $f($x + 1) }; $f(1))',
    '($s := $pad("", 100000, "a"); $replace($s, /a/, $s))',
    '$distinct([1..20000].({"a": $}))',
  ])('end with a part in the library that does not: %s', async (source) => {
    let fastestMs = Infinity
    for (let run = 0; run < 3; run += 1) {
      const started = performance.now()
      const failure = await Promise.resolve(evaluate(`{"id": body.id, "part": ${source}}`)).catch(
        (error: unknown) => error,
      )
      fastestMs = Math.min(fastestMs, performance.now() - started)
      expect(failure).toBeInstanceOf(ExpressionError)
      expect(['fuel', 'size']).toContain((failure as ExpressionError).code)
    }
    expect(fastestMs).toBeLessThan(500)
  })

  it('never change their input, and give the same again', async () => {
    const frozen = freeze(structuredClone(body))
    for (const source of [
      'body.items[]',
      'body.empty{"a": 1}',
      'body.items^(price)',
      '$sort(body.tags)',
      '$reverse(body.tags)',
      '[body.tags, 1]',
      '{"t": body.tags, "n": body.items.name}',
      '$map(body.items, function($i, $n, $all){ $all })',
      '$append(body.tags, "c")',
    ]) {
      const first = json(evaluate(source, frozen))
      expect(json(evaluate(source, frozen)), source).toBe(first)
      expect(evaluate(source, frozen), source).not.toBeInstanceOf(Promise)
    }
    expect(frozen).toEqual(body)
  })

  it('make objects and lists of their own', () => {
    const given = structuredClone(body)
    const [one, other] = [
      evaluate('{"a": [body.tags]}', given),
      evaluate('{"a": [body.tags]}', given),
    ]
    expect(one).not.toBe(other)
    ;(one as { a: unknown[] }).a.push('x')
    expect(given.tags).toEqual(body.tags)
    expect(other).toEqual({ a: body.tags })
  })

  it('leave no marks on lists and no functions in data', () => {
    const value = evaluate('{"n": body.items.name, "l": [body.items.[name]]}') as Record<
      string,
      object
    >
    expect(Object.keys(value['n'] ?? {})).toEqual(['0', '1', '2'])
    expect(Reflect.ownKeys(value['l'] ?? {})).toEqual(['0', '1', '2', 'length'])
    expect(Reflect.ownKeys(Reflect.get(value['l'] ?? {}, '0'))).toEqual(['0', 'length'])
  })

  it.each([
    '{"__proto__": {"polluted": 1}}',
    '{body.key: {"polluted": 1}}',
    'body{key: {"polluted": 1}}',
    'body.evil',
    '$merge([body.evil, {"x": 1}])',
    '$sift(body.evil, function(){ true })',
    '[body.evil].*',
  ])('do not reach a prototype: %s', async (source) => {
    const evil: unknown = JSON.parse('{"key": "__proto__", "evil": {"__proto__": {"polluted": 1}}}')
    const value = await evaluate(source, evil)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Reflect.get(Object(value), 'polluted')).toBe(source.endsWith('*') ? 1 : undefined)
  })

  it.each([
    'body.constructor',
    'body.items.constructor',
    'body.id.length',
    'body.tags.length',
    'body.toString',
  ])('see no members but those of data: %s', (source) => {
    expect(evaluate(`[${source}]`)).toEqual([])
  })

  it('round as the library does, near halves too', async () => {
    const round =
      '$map($v, function($x){ [$round($x), $round($x, 1), $round($x, 2), $round($x, 6), $round($x, -2)] })'
    const near = [
      0.5, 1.5, 2.5, 0.05, 0.15, 0.25, 1.005, 2.675, 1.0049999999999999, 4.35, 1e21, -0, 5e-324,
    ]
    const random = fc.sample(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), {
      numRuns: 500,
      seed: 7,
    })
    const cents = Array.from({ length: 2_000 }, (_, index) => (index * 12_345.5) / 1_000)
    const values = [
      ...near,
      ...near.map((value) => -value),
      ...random,
      ...cents,
      ...cents.map((cent) => cent / 3),
    ]
    const source = round.replace('$v', 'body')
    for (let at = 0; at < values.length; at += 400) {
      const body = values.slice(at, at + 400)
      // oxlint-disable-next-line no-await-in-loop -- as many as one evaluation may do
      const theirs = await interpreterOf(source).evaluate({ body }, 0)
      expect(json(evaluate(source, body))).toBe(json(theirs))
    }
  })

  it('take data that looks like a function for what the library takes it', async () => {
    const given = { f: { _jsonata_lambda: true, x: 1 }, n: 1, list: [{ _jsonata_lambda: true }] }
    const outcome = (value: unknown) => Promise.resolve(value).then(json, String)
    for (const source of [
      '{"x": body.f.x, "n": body.n}',
      '"" & body.f',
      'body.f ? 1 : 2',
      '$keys(body.f)',
      'body.*',
      // What was learned of lists of objects does not hold for these.
      '[$count([{}]), $count(body.list), $sum(body.list), $keys(body.list)]',
    ])
      expect(await outcome(evaluate(source, given)), source).toBe(
        await outcome(interpreterOf(source).evaluate({ body: given }, 0)),
      )
  })
})

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
