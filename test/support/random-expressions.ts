import * as fc from 'fast-check'

/** An expression of JSONata over `body`, and such a body. */
export interface Sample {
  readonly source: string
  readonly body: unknown
}

interface Values {
  readonly text: string
  readonly number: number
  readonly list: unknown[]
  readonly anything: unknown
}

const { text, number, list, anything } = fc.letrec<Values>((tie) => ({
  text: fc.oneof(
    fc.constantFrom('', 'a', 'ink', 'b c', '5', 'é𝄞', ' x ', 'a-b-a'),
    fc.string({ maxLength: 4 }),
  ),
  number: fc.oneof(
    fc.integer({ min: -3, max: 9 }),
    fc.constantFrom(0.1, 2.5, -1.5, 1e21, 1 / 3, 0),
  ),
  list: fc.array(tie('anything'), { maxLength: 3 }),
  anything: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom(null, true, false),
    tie('text'),
    tie('number'),
    tie('list'),
    fc.dictionary(fc.constantFrom('name', 'price', 'a', '2', '1', 'b'), tie('anything'), {
      maxKeys: 3,
    }),
  ),
}))

const item = fc.record(
  {
    name: text,
    price: fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: anything }),
    qty: fc.integer({ min: 0, max: 3 }),
    tags: fc.array(text, { maxLength: 2 }),
    sub: fc.record({ k: fc.oneof(number, anything) }),
  },
  { requiredKeys: ['name'] },
)

const body = fc.record(
  {
    n: number,
    s: text,
    flag: fc.boolean(),
    nul: fc.constant(null),
    list: fc.array(number, { maxLength: 4 }),
    words: fc.array(text, { maxLength: 4 }),
    items: fc.oneof(
      { weight: 6, arbitrary: fc.array(item, { maxLength: 4 }) },
      { weight: 1, arbitrary: item },
    ),
    nested: fc.array(fc.array(fc.oneof(number, list), { maxLength: 2 }), { maxLength: 3 }),
    obj: fc.dictionary(fc.constantFrom('a', 'b', '2', '1', 'name'), anything, { maxKeys: 4 }),
    any: anything,
  },
  { requiredKeys: [] },
)

/** Fills `#` in a form with parts. */
function form(template: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const pieces = template.split('#')
  return fc
    .tuple(...parts)
    .map((filled) => pieces.map((piece, index) => piece + (filled[index] ?? '')).join(''))
}

/** What closures leave to the library, now and then. */
function seldom(rare: fc.Arbitrary<string>, usual: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: rare })
}

const literals = fc.constantFrom(
  '0',
  '1',
  '2',
  '-1',
  '2.5',
  '"a"',
  '"ink"',
  '"5"',
  'true',
  'null',
  '""',
)
const variables = fc.constantFrom('$x', '$y', '$', '$$', '$$.body', '$undefined')

type Rule =
  | 'root'
  | 'field'
  | 'step'
  | 'stage'
  | 'path'
  | 'num'
  | 'str'
  | 'cond'
  | 'arr'
  | 'fn'
  | 'obj'
  | 'any'

const grammarOf = (maxDepth: number) =>
  fc.letrec<Record<Rule, string>>((tie) => {
    const [e, num, str, arr, obj, cond, fn, path] = [
      tie('any'),
      tie('num'),
      tie('str'),
      tie('arr'),
      tie('obj'),
      tie('cond'),
      tie('fn'),
      tie('path'),
    ]
    const one = (...templates: string[]) => fc.constantFrom(...templates)
    const depth = { depthSize: 'small', maxDepth, withCrossShrink: true } as const
    const filled = (templates: readonly string[], ...parts: fc.Arbitrary<string>[]) =>
      one(...templates).chain((template) => form(template, ...parts))
    return {
      root: one('body', '$$.body', 'body', 'body', '$.body'),
      field: one(
        'n',
        's',
        'flag',
        'nul',
        'list',
        'words',
        'items',
        'items',
        'items',
        'nested',
        'obj',
        'any',
        'none',
      ),
      step: fc.oneof(
        depth,
        one(
          'name',
          'price',
          'qty',
          'tags',
          'sub',
          'k',
          'a',
          'b',
          '`2`',
          '*',
          '**',
          '$',
          'name[]',
          'tags[]',
          'price',
        ),
        form('(#)', e),
        form('#', obj),
        form('[#, #]', e, e),
        form('[#]', e),
        filled(['$uppercase(#)', '$string(#)', '$count(#)', '$sum(#)', '$keys(#)'], path),
        one('$uppercase()', '$keys()', '$string()', '$length()', '$lookup("name")', '$number()'),
      ),
      stage: fc.oneof(
        depth,
        one('', '', '', '[0]', '[-1]', '[1]', '[]', '[2.7]'),
        form('[#]', cond),
        form('[#]', num),
        form('[#]', arr),
        form('^(#)', one('price', '>price', 'name', '<name, >price', '$', 'sub.k', '>$')),
      ),
      path: fc.oneof(
        depth,
        form('#.#', tie('root'), tie('field')),
        form('#.##', tie('root'), tie('field'), tie('stage')),
        form('#.##.##', tie('root'), tie('field'), tie('stage'), tie('step'), tie('stage')),
        form('#.#.##.#', tie('root'), tie('field'), tie('step'), tie('stage'), tie('step')),
        form('#', tie('step')),
        form('(#)##', e, tie('stage'), one('', '.name', '.price', '.$')),
        form(
          '#{#: #}',
          tie('root').map((root) => `${root}.items`),
          str,
          e,
        ),
        form(
          '#.##{#: #, "all": #}',
          tie('root'),
          tie('field'),
          tie('stage'),
          one('name', '$', '$string(qty)', 'name'),
          e,
          e,
        ),
        form('#.#', variables, tie('step')),
      ),
      num: fc.oneof(
        depth,
        one('0', '1', '2', '3', '-1', '2.5', 'body.n', 'price', 'qty', '$x'),
        filled(
          ['# + #', '# - #', '# * #', '# / #', '# % #', '-(# + #)', '$round(#, #)', '$power(#, #)'],
          num,
          num,
        ),
        filled(
          ['$abs(#)', '$floor(#)', '$ceil(#)', '$round(#)', '$sqrt(#)', '-#', '$number(#)'],
          num,
        ),
        filled(['$count(#)', '$sum(#)', '$average(#)', '$min(#)', '$max(#)'], arr),
        filled(['$length(#)', '$number(#)'], str),
      ),
      str: fc.oneof(
        depth,
        one('"a"', '"ink"', '""', 'body.s', 'name', '$x', '$string($y)'),
        filled(['# & #', '$substringBefore(#, #)', '$substringAfter(#, #)'], str, str),
        form('(# & #)', e, e),
        filled(
          [
            '$uppercase(#)',
            '$lowercase(#)',
            '$trim(#)',
            '$type(#)',
            '$base64encode(#)',
            '$encodeUrlComponent(#)',
          ],
          str,
        ),
        filled(['$substring(#, #)', '$pad(#, #)'], str, num),
        form('$substring(#, #, #)', str, num, num),
        form('$join(#, #)', arr, str),
        form('$replace(#, #, #)', str, seldom(one('/a/', '/(i)(n)/'), str), str),
        form('$string(#)', e),
        form('$formatNumber(#, "0.00")', num),
        one('$now()', '$fromMillis(0)', '$now("[Y]")'),
      ),
      cond: fc.oneof(
        depth,
        one('true', 'false', 'body.flag', 'price', '$exists(name)'),
        filled(['# = #', '# != #', '# in #'], e, e),
        filled(['# < #', '# <= #', '# > #', '# >= #'], num, num),
        filled(['# > #', '# <= #'], str, str),
        filled(['(# and #)', '(# or #)'], cond, cond),
        filled(['$not(#)', '$boolean(#)', '$exists(#)'], e),
        form('$contains(#, #)', str, seldom(one('/a|i/'), str)),
      ),
      arr: fc.oneof(
        depth,
        one(
          'body.list',
          'body.words',
          'body.items',
          'body.items.price',
          'body.items.name',
          'body.nested',
          '[]',
          'tags',
          '[1..4]',
        ),
        form('[#]', e),
        form('[#, #]', e, e),
        form('[#..#]', one('0', '1', '-1', 'qty'), one('0', '3', 'body.n')),
        filled(['$reverse(#)', '$distinct(#)', '$sort(#)', '$spread(#)', '$keys(#)'], arr),
        filled(['$append(#, #)', '$zip(#, #)'], e, arr),
        form('$split(#, #)', str, str),
        form('$split(#, #, 2)', str, str),
        form('$map(#, #)', arr, fn),
        form('$filter(#, #)', arr, fn),
        form('$sort(#, function($l, $r){ $l > $r })', arr),
        form('$sort(#, function($l, $r){ $l.price - $r.price })', arr),
        form('$each(#, #)', obj, fn),
        form('# ~> $map(#)', arr, fn),
        path,
      ),
      fn: fc.oneof(
        depth,
        form('function($x){ # }', e),
        form('function($x, $y){ # }', e),
        form('function($x, $y, $z){ [#, $z] }', e),
        form('function($x){ ($y := $x; #) }', e),
        form('function(){ # }', e),
        one(
          '$string',
          '$uppercase',
          '$count',
          '$sum',
          '$keys',
          '$not',
          '$f',
          '$number',
          '$substring',
        ),
      ),
      obj: fc.oneof(
        depth,
        one('body', '{}', 'body.obj', '{"a": 1}', '$x', 'sub'),
        form('{"k": #}', e),
        form('{"b": #, "2": #, "1": #}', e, e, e),
        form('{#: #}', str, e),
        form('{"a": #, #: #}', e, str, e),
        filled(['$merge([#, #])'], obj, obj),
        form('$sift(#, function($v, $k){ # })', obj, cond),
      ),
      any: fc.oneof(
        depth,
        fc.oneof({ weight: 1, arbitrary: literals }, { weight: 3, arbitrary: variables }),
        path,
        path,
        num,
        str,
        cond,
        arr,
        obj,
        form('(# ? # : #)', cond, e, e),
        form('(# ? #)', cond, e),
        form('(# ?? #)', path, e),
        form('(# ?: #)', path, e),
        form('($x := #; #)', e, e),
        form('($x := #; $y := #; #)', e, e, e),
        form('($y := #; $y := [$y, $x]; {"k": #})', e, e),
        form('($f := #; $map(#, $f))', fn, arr),
        form('($f := function($x){ # }; $f(#))', e, e),
        form('$reduce(#, function($x, $y){ # })', arr, e),
        form('$reduce(#, function($x, $y){ # }, #)', arr, e, e),
        form('$lookup(#, #)', obj, one('"name"', '"k"', '"a"', 'body.s')),
        form('# ~> $count()', arr),
        form('# ~> $string', e),
        form('$single(#, #)', arr, fn),
        seldom(one('body.items@$v.price', 'body.items.name.%', 'body ~> |items|{"a": 1}|'), path),
      ),
    }
  })

/** `maxDepth`: how deep expressions nest. One gives 40 characters on average, three give 280. */
export function samplesOf(maxDepth: number): fc.Arbitrary<Sample> {
  return fc.record({ source: grammarOf(maxDepth).any, body })
}
