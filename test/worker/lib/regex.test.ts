import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { linearRegex } from '#worker/lib/regex/index.ts'

const free = () => {}

/** As RegExp.exec tells it: where, then the match and its groups. */
function found(source: string, flags: string, text: string, from = 0): unknown {
  const regex = linearRegex(source, {
    ignoreCase: flags.includes('i'),
    multiline: flags.includes('m'),
    dotAll: flags.includes('s'),
  })
  const slots = regex.find(text, from, free)
  if (from === 0) expect(regex.test(text)).toBe(slots !== undefined)
  if (slots === undefined) return null
  const groups = Array.from({ length: slots.length / 2 }, (_, group) =>
    slots[group * 2] === -1 ? undefined : text.slice(slots[group * 2], slots[group * 2 + 1]),
  )
  return [slots[0], ...groups]
}

function foundByPlatform(source: string, flags: string, text: string, from = 0): unknown {
  const regex = new RegExp(source, `${flags}ug`)
  regex.lastIndex = from
  const match = regex.exec(text)
  return match === null ? null : [match.index, ...match]
}

const atoms = String.raw`a b k S . [ab] [^a] [k-s] [\d-] [^\S\n] [^\w😀] \n 😀 \w \W \d \s \p{Lu} \P{L} é ß ſ \u212a ^ $ \b \B`
const atom = fc.constantFrom('', ...atoms.split(' '))
const quantifier = fc
  .tuple(
    fc.constantFrom('*', '+', '?', '{0}', '{2}', '{0,2}', '{1,3}', '{2,}'),
    fc.constantFrom('', '?'),
  )
  .map((parts) => parts.join(''))
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.tuple(tie('expression'), tie('expression')).map((parts) => parts.join('')),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('expression'), quantifier).map(([a, times]) => `(${a})${times}`),
    fc.tuple(tie('expression'), quantifier).map(([a, times]) => `(?:${a})${times}`),
    fc.tuple(fc.constantFrom('s', 'm', '-i'), tie('expression')).map(([m, a]) => `(?${m}:${a})`),
  ),
}))
const text = fc
  .array(fc.constantFrom(...'aabbkKsS1_ -\nxéÉß', 'ſ', '\u212A', '😀', '\uD83D'), { maxLength: 8 })
  .map((characters) => characters.join(''))
const flags = fc.subarray(['i', 'm', 's']).map((parts) => parts.join(''))

describe('a linear regular expression', () => {
  it('finds what the engine of the platform finds, groups included', () => {
    fc.assert(
      fc.property(expression, flags, text, (source, flags, text) => {
        const expected = foundByPlatform(source, flags, text)
        // V8 looks for an empty match inside a surrogate pair; ECMA-262 does not.
        fc.pre(!Array.isArray(expected) || !isInPair(text, expected[0]))
        expect(found(source, flags, text)).toEqual(expected)
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    ['(a*)*', '', 'b'],
    ['(a*)+', '', 'b'],
    ['(?:a|())*?b', '', 'aab'],
    ['(z)((a+)?(b+)?(c))*', '', 'zaacbbbcac'],
    ['(a|ab)(c|bcd)(d*)', '', 'abcd'],
    ['^[\\w.+-]+@[\\w-]+\\.\\w+$', '', 'ada@example.org'],
    ['^.$', '', '😀'],
    ['^.$', '', '\u2028'],
    ['^\\s$', '', '\u00A0'],
    ['\\bk', 'i', ' \u212A'],
    ['^b$', 'm', 'a\nb\nc'],
    ['[\\u{1F600}-\\u{1F64F}]', '', 'x😀'],
    ['\\uD83D\\uDE00', '', 'x😀'],
    ['\\p{Script=Greek}+', '', 'αβγ'],
    ['[^\\p{L}\\d]', '', 'aé1-'],
    ['(?<year>\\d{4})', '', 'in 2026'],
    ['(?:a(?i:b)c)', '', 'aBc'],
    ['[]', '', 'a'],
    ['[^]', '', '\n'],
    ['\\cJ\\x41\\0', '', '\nA\0'],
    ['[\\b]', '', '\b'],
  ])('reads /%s/%s as ECMA-262 does', (source, flags, text) => {
    expect(found(source, flags, text)).toEqual(foundByPlatform(source, flags, text))
  })

  it.each([
    ['[\\w-.]+', 'a-b.c', 'a-b.c'],
    ['[a-\\d]+', '1-a', '1-a'],
    ['\\_\\@\\-\\"', '_@-"', '_@-"'],
    ['[\\_\\@\\-\\"]+', '_@-"', '_@-"'],
    ['a{,2}', 'a{,2}', 'a{,2}'],
    ['{a}]', '{a}]', '{a}]'],
    ['(?i)abc', 'ABC', 'ABC'],
    ['(?:(?i)a)b', 'Ab', 'Ab'],
    ['\\p{Greek}\\pL', 'αb', 'αb'],
  ])('tolerates /%s/', (source, text, expected) => {
    expect(found(source, '', text)).toEqual([0, expected])
  })

  it.each([
    ...String.raw`(?=a) (?!a) (?<=a) (?<!a) (a)\1 (?<n>a)\k<n>`.split(' '),
    ...String.raw`( ) (?:a [a [b-a] a{2,1} a** *a {2} a{1001} \ \q \u{110000} \u12 \00`.split(' '),
    ...String.raw`\p{Nothing} \p{__proto__} \p (?<1>a) (?x:a) (?:a{1000}){1000}`.split(' '),
    `${'(?:'.repeat(4)}${'){1000}'.repeat(4)}`,
  ])('refuses /%s/', (source) => {
    expect(() => linearRegex(source)).toThrow(SyntaxError)
  })

  it('refuses groups that nest too deeply', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`
    expect(linearRegex(nested(150)).test('a')).toBe(true)
    expect(() => linearRegex(nested(1_000))).toThrow('too deeply')
    expect(() => linearRegex(nested(100_000))).toThrow('too deeply')
  })

  it('begins behind an index and sees what stands before it', () => {
    expect(found('\\ba', '', 'aa a', 1)).toEqual([3, 'a'])
    expect(found('^a', '', 'aa', 1)).toBeNull()
    expect(found('^a', 'm', 'b\na', 2)).toEqual([2, 'a'])
  })

  it.each(['(a+)+$', '^(a|a)*$', '(a|aa)+$', '(.*)(.*)(.*)b$', '(a?){50}a{50}$', '^((a*)*)*$'])(
    'takes time and work in step with the text: /%s/',
    (source) => {
      const work = (length: number) => {
        let units = 0
        const text = `${'a'.repeat(length)}c`
        const regex = linearRegex(source)
        expect(regex.find(text, 0, (more) => (units += more))).toBeUndefined()
        expect(regex.test(text)).toBe(false)
        return units
      }
      expect(work(2_000)).toBeLessThan(2.1 * work(1_000))
    },
  )

  it('stops when whoever pays does', () => {
    const broke = new Error('broke')
    let left = 1_000
    const spend = (units: number) => {
      left -= units
      if (left < 0) throw broke
    }
    expect(() => linearRegex('(a+)+$').find('a'.repeat(10_000), 0, spend)).toThrow(broke)
    expect(() => linearRegex('b').find('a'.repeat(10_000), 0, spend)).toThrow(broke)
  })

  it('remembers no more than it may, and answers the same', () => {
    const regex = linearRegex('(?:a|b)*a(?:a|b){14}$')
    const isMatch = (text: string) => text.at(-15) === 'a'
    let seed = 1
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    const text = Array.from({ length: 30_000 }, () => (random() < 0.5 ? 'a' : 'b')).join('')
    for (const end of [29_000, 29_500, 30_000])
      expect(regex.test(text.slice(0, end))).toBe(isMatch(text.slice(0, end)))
  })
})

function isInPair(text: string, index: number): boolean {
  return (text.codePointAt(index - 1) ?? 0) > 0xff_ff
}
