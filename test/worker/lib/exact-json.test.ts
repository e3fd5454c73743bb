import { describe, expect, it } from 'vitest'

import { parseExactJson } from '#worker/lib/exact-json.ts'
import { scanJson } from '#worker/lib/json-scan.ts'
import { stringifyJson } from '#worker/lib/stringify-json.ts'

import { applied, ruleOf } from '../../support/rules.ts'

const limits = { maxChars: 100_000, maxNodes: 10_000, maxDepth: 64 }
const read = (text: string) => parseExactJson(text, scanJson(text, 64) ?? { hasLongNumbers: true })
const write = (value: unknown) => stringifyJson(value, limits)

describe('numbers that a double cannot hold', () => {
  it.each([
    '{"id":12345678901234567890,"n":1}',
    '{"a":[1,9007199254740993,{"b":-0.1234567890123456789}],"c":"9007199254740993"}',
    '[1e400,-1e400,1e-400,123456789012345678901234567890e5]',
  ])('leave as they came: %s', (text) => {
    expect(write(read(text))).toBe(text)
  })

  it('leave as they came where steps change something else', async () => {
    const text =
      '{"id":12345678901234567890,"list":[9007199254740993,{"n":9007199254740995,"x":1}]}'
    const steps = [
      { operation: 'set', target: '/list/1/x', source: '2' },
      { operation: 'move', target: 'inner.list', parameters: { from: 'list' } },
      { operation: 'redact', parameters: { names: ['password'] } },
      { operation: 'pick', parameters: { names: ['id', 'inner'] } },
    ]
    expect(write(await applied(ruleOf('map', steps), read(text)))).toBe(
      '{"id":12345678901234567890,"inner":{"list":[9007199254740993,{"n":9007199254740995,"x":2}]}}',
    )
  })

  it('are looked for only in texts that may have them', () => {
    const long = (text: string) => scanJson(text, 64)?.hasLongNumbers
    expect(long('{"a":"12345678901234567890","b":[123456789012345,-1.5,true]}')).toBe(false)
    expect(long('[1234567890123456]')).toBe(true)
    expect(long('[1e9]')).toBe(true)
  })

  it('are gone where a step writes another number', async () => {
    const steps = [{ operation: 'set', target: 'id', source: '7' }]
    const document = read('{"id":12345678901234567890}')
    expect(write(await applied(ruleOf('map', steps), document))).toBe('{"id":7}')
    const list = read('[9007199254740993,1]')
    const first = [{ operation: 'remove', target: '/0' }]
    expect(write(await applied(ruleOf('map', first), list))).toBe('[1]')
  })
})
