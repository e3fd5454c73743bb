import { describe, expect, it } from 'vitest'

import {
  inferExpression,
  scopeType,
  typeOfSchema,
  unknownSurroundings,
} from '#worker/typed/index.ts'
import { inWords } from '#worker/typed/words.ts'

const item = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'price'],
  properties: {
    name: { type: 'string' },
    price: { type: 'number' },
    tags: { type: 'array', items: { type: 'string' } },
  },
}

/** Closed, so that what it does not name cannot be there. */
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'total', 'paid', 'items', 'words', 'none', 'user'],
  properties: {
    id: { type: 'string' },
    total: { type: 'number' },
    paid: { type: 'boolean' },
    none: { type: 'null' },
    note: { type: ['string', 'null'] },
    mixed: { type: ['string', 'number'] },
    any: {},
    words: { type: 'array', items: { type: 'string' } },
    numbers: { type: 'array', items: { type: 'number' } },
    items: { type: 'array', items: item },
    user: {
      type: 'object',
      required: ['email'],
      properties: {
        email: { type: 'string' },
        address: { type: 'object', properties: { city: {} } },
      },
    },
  },
}

const inferred = (source: string, of: object = schema) =>
  inferExpression(source, {
    scope: scopeType(typeOfSchema(of as typeof schema), unknownSurroundings),
    purse: { left: 50_000 },
  })

/** Findings as `error 5 unknown_field`. */
const found = (source: string) =>
  inferred(source).findings.map(({ severity, position, code }) => `${severity} ${position} ${code}`)

const accepted: readonly (readonly [source: string, type: string])[] = [
  // Paths, lists and places
  ['body.id', 'a text'],
  ['body.`id`', 'a text'],
  ['$$.body."id"', 'a text'],
  ['body.note', 'a text or null'],
  ['body.any.whatever.deep', 'a text, a number, true or false, null, a list or an object'],
  ['body.items[0].name', 'a text'],
  ['body.items[-1].price', 'a number'],
  ['body.items.name', 'a text or a list'],
  ['body.items[price > 3].name', 'a text or a list'],
  ['body.items[price > 3 and name = "a"][0].price', 'a number'],
  ['body.items.tags', 'a text or a list'],
  ['body.items[].name', 'a list'],
  ['body.items^(>price).name', 'a text or a list'],
  ['body.items.*', 'a text, a number, true or false, null, a list or an object'],
  ['body.**.price', 'a text, a number, true or false, null, a list or an object'],
  ['body.items@$i.name', 'a text, a number, true or false, null, a list or an object'],
  ['body.items.%.id', 'a text, a number, true or false, null, a list or an object'],
  ['body.items.(price * 2)', 'a number or a list'],
  ['body.items.{"n": name}', 'a list or an object'],
  ['body.items.[name, price]', 'a list'],
  ['body.items{name: $sum(price)}', 'an object'],
  ['body.user.address.city', 'a text, a number, true or false, null, a list or an object'],
  // Literals, lists and objects
  ['"a"', 'a text'],
  ['1.5', 'a number'],
  ['null', 'null'],
  ['true', 'true or false'],
  ['[]', 'a list'],
  ['[body.total, 2]', 'a list of numbers'],
  ['[1..3]', 'a list of numbers'],
  ['{"a": body.id, body.id: 1}', 'an object'],
  // Operators
  ['body.total + 1 - 2 * 3 / 4 % 5', 'a number'],
  ['body.mixed + 1', 'a number'],
  ['-body.total', 'a number'],
  ['body.id & body.total & body.items', 'a text'],
  ['body.total < 3', 'true or false'],
  ['body.id >= "a"', 'true or false'],
  ['body.mixed < 3', 'true or false'],
  ['body.id = "a" or body.paid and body.total != 3', 'true or false'],
  ['"a" in body.words', 'true or false'],
  // Choices and variables
  ['body.paid ? body.id : body.total', 'a text or a number'],
  ['body.paid ? 1', 'a number'],
  ['body.note ?? "none"', 'a text or null'],
  ['body.note ?: "none"', 'a text or null'],
  ['($x := body.total; $y := $x * 2; $y)', 'a number'],
  [
    '($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(5))',
    'a text, a number, true or false, null, a list or an object',
  ],
  ['(function() { $x + 1 }; $x := "a"; $x)', 'a text'],
  ['function($n) { $n & "!" }(body.id)', 'a text'],
  // Functions of texts
  ['$uppercase(body.id)', 'a text'],
  ['body.items.$uppercase(name)', 'a text or a list'],
  ['body.id.$length()', 'a number'],
  ['$substring(body.id, 1, 2)', 'a text'],
  ['$substringBefore(body.id, "-") & $trim(body.note)', 'a text'],
  ['$split(body.id, ",")', 'a list of texts'],
  ['$join(body.words, "-")', 'a text'],
  ['$join(body.items.name)', 'a text'],
  ['$replace(body.id, /a/, "b")', 'a text'],
  ['$contains(body.id, "a")', 'true or false'],
  ['$match(body.id, /a/).match', 'a text, a number, true or false, null, a list or an object'],
  ['$pad(body.id, 5) & $base64encode(body.id) & $encodeUrl(body.id)', 'a text'],
  // Functions of numbers, dates, truth
  ['$sum(body.items.price)', 'a number'],
  ['$sum(body.total)', 'a number'],
  ['$max(body.numbers) - $average(body.numbers)', 'a number'],
  ['$round($number(body.id), 2) + $power(2, 3)', 'a number'],
  ['$formatNumber(body.total, "0.00")', 'a text'],
  ['$fromMillis($toMillis(body.id))', 'a text'],
  ['$now() & $millis()', 'a text'],
  ['$not(body.paid)', 'true or false'],
  ['$exists(body.note)', 'true or false'],
  ['$type(body.any)', 'a text'],
  // Functions of lists, objects and functions
  ['$count(body.items)', 'a number'],
  ['$map(body.items, function($i, $at) { $i.price * $at })', 'a number or a list'],
  ['$filter(body.items, function($i) { $i.price > 3 }).name', 'a text or a list'],
  [
    '$reduce(body.numbers, function($a, $b) { $a + $b })',
    'a text, a number, true or false, null, a list or an object',
  ],
  ['$sort(body.items, function($a, $b) { $a.price > $b.price }).name', 'a text or a list'],
  ['$append(body.words, 1)', 'a list of texts and numbers'],
  ['$reverse(body.words)', 'a list of texts'],
  ['$distinct(body.items.name)', 'a text or a list'],
  ['$zip(body.words, body.words)', 'a text, a number, true or false, null, a list or an object'],
  ['$keys(body)', 'a text or a list'],
  ['$lookup(body, "total") + 1', 'a number'],
  ['$merge([body.user, {"x": 1}]).x', 'a number'],
  ['$merge(body.items).name', 'a text'],
  ['$each(body.user, function($v, $k) { $k })', 'a text or a list'],
  ['$sift(body.user, function($v) { $exists($v) }).email', 'a text'],
  ['body.words ~> $join("-") ~> $uppercase', 'a text'],
  ['body ~> |items|{"price": 1}|', 'a text, a number, true or false, null, a list or an object'],
  // The rest of the scope
  ['request.params.id & request.headers."x-a" & request.method', 'a text'],
  ['request.query.page', 'a text or a list'],
  ['principal.claims.sub & integrations.user.body.name', 'a text'],
  // Asked first, so it may be there one day
  ['$exists(body.paid) and body.total > 1', 'true or false'],
]

const refused: readonly (readonly [source: string, ...findings: string[]])[] = [
  ['body.totl', 'error 5 unknown_field'],
  ['body.items.prise', 'error 11 unknown_field'],
  ['body.items[prise > 3]', 'error 11 unknown_field'],
  ['body.items^(prise)', 'error 12 unknown_field'],
  ['body.items{nam: 1}', 'error 11 unknown_field'],
  ['bdy.total', 'error 0 unknown_field'],
  ['total', 'error 0 unknown_field'],
  ['request.quer.page', 'error 8 unknown_field'],
  ['$sum(body.items.(price * qty))', 'error 25 unknown_field'],
  ['$map(body.items, function($i) { $i.cost })', 'error 35 unknown_field'],
  ['$merge([body, {"extra": 1}]).extre', 'error 29 unknown_field'],
  ['{"a": 1}.b', 'error 9 unknown_field'],
  ['[body.totl]', 'error 6 unknown_field'],
  ['{"a": body.totl}', 'error 11 unknown_field'],
  ['-body.totl', 'error 6 unknown_field'],
  ['body.paid ? body.totl : 1', 'error 17 unknown_field'],
  ['($x := body.user; $y := body.items; $y.nme)', 'error 39 unknown_field'],
  ['function($n) { $n.nope }(body)', 'error 18 unknown_field'],
  ['body.id.first', 'error 8 impossible_type'],
  ['body.words.length', 'error 11 impossible_type'],
  ['body.id + 1', 'error 5 impossible_type'],
  ['1 - body.items', 'error 9 impossible_type'],
  ['body.paid * 2', 'error 5 impossible_type'],
  ['body.none / 2', 'error 5 impossible_type'],
  ['"2" % 2', 'error 0 impossible_type'],
  ['-body.id', 'error 6 impossible_type'],
  ['[1..body.id]', 'error 9 impossible_type'],
  ['body.total < body.id', 'error 5 impossible_type'],
  ['body.total < "3"', 'error 5 impossible_type'],
  ['body.items >= 3', 'error 5 impossible_type'],
  ['body.paid > 0', 'error 5 impossible_type'],
  ['body.items[name > 3]', 'error 11 impossible_type'],
  ['{body.total: 1}', 'error 6 impossible_type'],
  ['body.items{price: 1}', 'error 11 impossible_type'],
  ['$sum(body.items)', 'error 10 impossible_type'],
  ['$sum(body.id)', 'error 10 impossible_type'],
  ['$sum(body.words)', 'error 10 impossible_type'],
  ['$average(body.items.name)', 'error 20 impossible_type'],
  ['$max(["a"])', 'error 5 impossible_type'],
  ['$uppercase(body.total)', 'error 16 impossible_type'],
  ['body.total.$uppercase()', 'error 11 impossible_type'],
  ['body.items.$uppercase(price)', 'error 22 impossible_type'],
  ['body.total ~> $uppercase()', 'error 5 impossible_type'],
  ['body.total ~> $uppercase', 'error 5 impossible_type'],
  ['$substring(body.id, "1")', 'error 20 impossible_type'],
  ['$substring(body.id)', 'error 0 impossible_type'],
  ['$uppercase(body.id, 1)', 'error 0 impossible_type'],
  ['$join(body.numbers)', 'error 11 impossible_type'],
  ['$join(body.items.price, "-")', 'error 17 impossible_type'],
  ['$split(body.total, ",")', 'error 12 impossible_type'],
  ['$round(body.id)', 'error 12 impossible_type'],
  ['$formatNumber(body.id, "0")', 'error 19 impossible_type'],
  ['$toMillis(body.total)', 'error 15 impossible_type'],
  ['$fromMillis(body.id)', 'error 17 impossible_type'],
  ['$number(body.items)', 'error 13 impossible_type'],
  ['$map(body.items, "name")', 'error 17 impossible_type'],
  ['$merge(body.words)', 'error 12 impossible_type'],
  ['$each(body.id, function($v) { $v })', 'error 11 impossible_type'],
  ['$filter(body.items, function($i) { $i.price > "3" })', 'error 35 impossible_type'],
  // Twice wrong is said twice, and what follows from one fault is not another
  ['body.totl + body.idd', 'error 5 unknown_field', 'error 17 unknown_field'],
  ['$sum(body.itms.price) * 2', 'error 10 unknown_field'],
  // Only warnings
  ['body.user.emial', 'warning 10 unknown_field'],
  ['body.user.address.cty', 'warning 18 unknown_field'],
  ['$exists(body.totl)', 'warning 13 unknown_field'],
  ['body.totl ?? 1', 'warning 5 unknown_field'],
  [
    '$exists(body.old) ? body.old : body.id',
    'warning 13 unknown_field',
    'warning 25 unknown_field',
  ],
  ['$type(body.id) = "number" ? body.id + 1 : 0', 'warning 33 impossible_type'],
  ['$exists(body.id) and body.id > 3', 'warning 26 impossible_type'],
  ['body.id = 3', 'warning 5 impossible_type'],
  ['body.items^(tags).name', 'warning 12 impossible_type'],
]

describe('typed expressions', () => {
  it.each(accepted)('%s is %s', (source, type) => {
    const { findings, type: ours } = inferred(source)
    expect(findings).toEqual([])
    expect(inWords(ours)).toBe(type)
  })

  it.each(refused)('%s: %s', (source, ...findings) => {
    expect(found(source)).toEqual(findings)
  })

  it('say what was meant, and else what is there', () => {
    const message = (source: string) => inferred(source).findings.map((one) => one.message)
    expect(message('body.totl')).toEqual(['There is no field totl; did you mean total?'])
    expect(message('body.items.sku')).toEqual([
      'There is no field sku; there are: name, price, tags',
    ])
    expect(message('$sum(body.items)')).toEqual([
      '$sum takes a list of numbers, and body.items is a list of objects',
    ])
    expect(message('body.total < body.id')).toEqual([
      '< compares two of one type: body.total is a number, body.id is a text',
    ])
    expect(message('$substring(body.id)')).toEqual(['$substring takes 2 to 3 arguments'])
    expect(message('body.id.first')).toEqual(['A text has no field first'])
  })

  it('say nothing of an open object, but for a name that is nearly declared', () => {
    expect(found('body.user.phone')).toEqual([])
    expect(found('body.user.mail')).toEqual(['warning 10 unknown_field'])
    expect(found('body.user.id')).toEqual([])
  })
})
