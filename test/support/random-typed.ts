import * as fc from 'fast-check'

/** A closed or open JSON Schema, documents it allows, and an expression that reads such documents. */
export interface TypedSample {
  readonly schema: Record<string, unknown>
  readonly documents: readonly unknown[]
  readonly source: string
}

interface Described {
  readonly schema: Record<string, unknown>
  readonly values: fc.Arbitrary<unknown>
}

const names = ['a', 'b', 'name', 'names', 'price', 'items', 'x'] as const

const scalars: fc.Arbitrary<Described> = fc.constantFrom<Described>(
  { schema: { type: 'string' }, values: fc.constantFrom('', 'ink', '5', 'b c') },
  { schema: { type: 'number' }, values: fc.constantFrom(0, 1, 2, -1, 2.5) },
  { schema: { type: 'integer' }, values: fc.integer({ min: -2, max: 4 }) },
  { schema: { type: 'boolean' }, values: fc.boolean() },
  { schema: { type: 'null' }, values: fc.constant(null) },
  { schema: { enum: ['ink', 3] }, values: fc.constantFrom('ink', 3) },
  { schema: { const: 'ink' }, values: fc.constant('ink') },
  { schema: { type: ['string', 'null'] }, values: fc.constantFrom('ink', null) },
  { schema: {}, values: fc.constantFrom<unknown>(1, 'ink', null, true, [1], { a: 'ink' }) },
)

const { described } = fc.letrec<{ described: Described }>((tie) => ({
  described: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    scalars,
    tie('described').chain(listOf),
    fc.array(tie('described'), { minLength: 1, maxLength: 3 }).chain(objectOf),
    fc.tuple(tie('described'), tie('described')).map(([one, other]) => ({
      schema: { anyOf: [one.schema, other.schema] },
      values: fc.oneof(one.values, other.values),
    })),
  ),
}))

function listOf(item: Described): fc.Arbitrary<Described> {
  return fc.boolean().map((isFilled) => ({
    schema: { type: 'array', items: item.schema, ...(isFilled && { minItems: 1 }) },
    values: fc.array(item.values, { minLength: isFilled ? 1 : 0, maxLength: 3 }),
  }))
}

/** Members by chance required, and the object closed, open, or closed by unevaluatedProperties over an allOf. */
function objectOf(members: readonly Described[]): fc.Arbitrary<Described> {
  return fc
    .record({
      own: fc.shuffledSubarray([...names], {
        minLength: members.length,
        maxLength: members.length,
      }),
      required: fc.shuffledSubarray(members.map((_, at) => at)),
      ending: fc.constantFrom('closed', 'open', 'unevaluated', 'referred', 'texts'),
    })
    .map(({ own, required, ending }) => {
      const properties = Object.fromEntries(own.map((name, at) => [name, members[at]?.schema]))
      const base = { type: 'object', properties, required: required.map((at) => own[at]) }
      const known = fc.record(
        Object.fromEntries(own.map((name, at) => [name, members[at]?.values ?? fc.constant(1)])),
        { requiredKeys: required.map((at) => own[at] ?? '') },
      )
      return { schema: endings[ending](base), values: extended(known, ending) }
    })
}

const endings = {
  closed: (base: object) => ({ ...base, additionalProperties: false }),
  open: (base: object) => ({ ...base }),
  unevaluated: (base: object) => ({ allOf: [base], unevaluatedProperties: false }),
  referred: (base: object) => ({ oneOf: [base, false], additionalProperties: true }),
  texts: (base: object) => ({ ...base, additionalProperties: { type: 'string' } }),
} as const

function extended(known: fc.Arbitrary<object>, ending: keyof typeof endings): fc.Arbitrary<object> {
  if (ending === 'closed' || ending === 'unevaluated') return known
  const other = ending === 'texts' ? fc.constant('ink') : fc.constantFrom<unknown>(1, 'ink', [2])
  return fc
    .tuple(known, fc.dictionary(fc.constantFrom('extra', 'nam'), other, { maxKeys: 1 }))
    .map(([own, more]) => ({ ...more, ...own }))
}

const field = fc.constantFrom(...names, 'nam', 'pric', 'extra')

function filled(templates: readonly string[], part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.constantFrom(...templates).chain((template) => {
    const pieces = template.split('#')
    return fc
      .tuple(...pieces.slice(1).map(() => part))
      .map((parts) => pieces.map((piece, at) => piece + (parts[at] ?? '')).join(''))
  })
}

const operators = ['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '=', '!=', '&', 'and', 'or', 'in']

const functions = [
  '$sum(#)',
  '$count(#)',
  '$average(#)',
  '$max(#)',
  '$min(#)',
  '$uppercase(#)',
  '$length(#)',
  '$string(#)',
  '$number(#)',
  '$abs(#)',
  '$round(#, #)',
  '$power(#, #)',
  '$substring(#, #)',
  '$substring(#, #, #)',
  '$contains(#, #)',
  '$split(#, #)',
  '$join(#, #)',
  '$join(#)',
  '$keys(#)',
  '$lookup(#, "a")',
  '$append(#, #)',
  '$exists(#)',
  '$not(#)',
  '$boolean(#)',
  '$type(#)',
  '$reverse(#)',
  '$distinct(#)',
  '$sort(#)',
  '$merge(#)',
  '$merge([#, #])',
  '$spread(#)',
  '$zip(#, #)',
  '$formatNumber(#, "0.0")',
  '$pad(#, 3)',
  '$trim(#)',
  '$replace(#, "i", #)',
  '$substringBefore(#, #)',
  '$shuffle(#)',
  '$uppercase()',
  '$keys()',
  '$base64encode(#)',
  '$map(#, function($v, $i){ # })',
  '$map(#, function($v){ $v.# })',
  '$filter(#, function($v){ # })',
  '$reduce(#, function($v, $x){ # })',
  '$each(#, function($v, $k){ $k & # })',
  '$sift(#, function($v){ # })',
  '$single(#, function($v){ # })',
  '$map(#, $uppercase)',
  '$match(#, /i/)',
  '$sort(#, function($v, $x){ $v > $x })',
  '$clone(#)',
  '$fromMillis(#)',
]

/** What often has a value: members and literals at operators and in functions. */
const operand = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names).map((name) => `body.${name}`) },
  { weight: 1, arbitrary: fc.constantFrom('1', '"ink"', '$v', 'body.items[0]', 'body.items.a') },
)
const live = fc.oneof(
  fc
    .tuple(operand, fc.constantFrom(...operators), operand)
    .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  filled([...functions, '-#', '[#]', '{"a": #}', '#.a', '#[0]', '#[a]'], operand),
)

const { any } = fc.letrec<{ any: string; path: string }>((tie) => ({
  path: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    field.map((name) => `body.${name}`),
    fc.constantFrom('body', '$', '$v', '$x', '$$.body', '$$'),
    field,
    fc.tuple(tie('path'), field).map(([path, name]) => `${path}.${name}`),
    fc.tuple(tie('path'), tie('any')).map(([path, inner]) => `${path}.(${inner})`),
    fc.tuple(tie('path'), tie('any')).map(([path, inner]) => `${path}[${inner}]`),
    fc
      .tuple(tie('path'), fc.constantFrom('[0]', '[-1]', '[]', '.*', '.**', '^(price)', '^(>$)'))
      .map((parts) => parts.join('')),
    fc
      .tuple(tie('path'), field, tie('any'))
      .map(([path, key, inner]) => `${path}{${key}: ${inner}}`),
    filled(['#.{"a": #, "b": #}', '#.[#, #]', '#.[#].a', '#.$string(#)', '#@$x.(#)'], tie('path')),
  ),
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    { weight: 6, arbitrary: tie('path') },
    { weight: 4, arbitrary: live },
    fc.constantFrom('1', '2', '"ink"', '""', 'true', 'null', '[]', '[1, 2]', '{}', '$count', '/i/'),
    fc
      .tuple(tie('any'), fc.constantFrom(...operators), tie('any'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    { weight: 4, arbitrary: filled(functions, tie('any')) },
    filled(
      [
        '(# ? # : #)',
        '(# ? #)',
        '(# ?? #)',
        '(# ?: #)',
        '[#, #]',
        '[#]',
        '{"a": #, "x": #}',
        '{#: #}',
        '-#',
        '[#..#]',
        '($x := #; #)',
        '($x := #; $x.#)',
        '($v := #; $v := #; #)',
        '(# ~> $count())',
        '(# ~> $join("-"))',
        '(# ~> $uppercase)',
        '($f := function($v){ # }; $f(#))',
        'function($v){ # }(#)',
        '(function(){ $x }; $x := #; #)',
        '(#)[#]',
        '(#){"a": #}',
        '(#)[]',
        '[#].a',
        '(#; #)',
        '(# ~> |$|{"a": #}|)',
        '($x := #; $map(#, function($v){ $x }))',
      ],
      tie('any'),
    ),
  ),
}))

/** A schema, three documents that it allows, and an expression. */
export const typedSamples: fc.Arbitrary<TypedSample> = fc
  .array(described, { minLength: 2, maxLength: 4 })
  .chain(objectOf)
  .chain(({ schema, values }) =>
    fc.record({
      schema: fc.constant(schema),
      documents: fc.tuple(values, values, values),
      source: any,
    }),
  )
