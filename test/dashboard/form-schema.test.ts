import { describe, expect, it } from 'vitest'
import * as z from 'zod'

import { httpIntegration } from '#contract/integration.ts'

import { pairsFromText, recordOf } from '../../dashboard/src/form/pairs.ts'
import {
  discriminatorOf,
  type FieldSchema,
  fieldKind,
  initialValue,
  variantsOf,
} from '../../dashboard/src/form/schema.ts'
import { configSchema } from '../../dashboard/src/builder/config-schema.ts'

const http = z.toJSONSchema(httpIntegration, { io: 'input', unrepresentable: 'any' }) as FieldSchema
const kindOf = (name: string) => fieldKind(http.properties?.[name] ?? {})

describe('the control of a field', () => {
  it.each([
    ['endpoint', 'template'],
    ['method', 'select'],
    ['query', 'key-value'],
    ['headers', 'key-value'],
    ['body', 'union'],
    ['timeout', 'number'],
    ['redirects', 'number'],
    ['expectedStatuses', 'list'],
    ['id', 'text'],
  ])('of an HTTP integration, %s: %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind)
  })

  it.each([
    ['path', 'path'],
    ['description', 'long-text'],
    ['documentation', 'object'],
    ['variables', 'json'],
  ])('of an endpoint, %s: %s', (name, kind) => {
    expect(fieldKind(configSchema.properties?.[name] ?? {})).toBe(kind)
  })

  it('of a JWT key that is a secret by name: secret-name, in a union told apart by source', () => {
    const jwt = variantsOf(configSchema.properties?.['authentication'] ?? {}).find(
      (variant) => variant.properties?.['type']?.const === 'jwt',
    )
    const keys = jwt?.properties?.['settings']?.properties?.['keys'] ?? {}
    expect([fieldKind(keys), discriminatorOf(keys)]).toEqual(['union', 'source'])
    const secret = variantsOf(keys).find((variant) => variant.properties?.['secret'] !== undefined)
    expect(fieldKind(secret?.properties?.['secret'] ?? {})).toBe('secret-name')
  })

  it('starts a variant with what it needs', () => {
    const variants = variantsOf(http.properties?.['body'] ?? {})
    expect(variants).toHaveLength(6)
    expect(variants.map((variant) => initialValue(variant))).toContainEqual({
      type: 'json',
      expression: '',
    })
  })
})

describe('rows of names and values', () => {
  it.each([
    [
      'accept: text/plain\nx-a: 1',
      [
        ['accept', 'text/plain'],
        ['x-a', '1'],
      ],
    ],
    [
      'a=1\nb=x=y',
      [
        ['a', '1'],
        ['b', 'x=y'],
      ],
    ],
    [
      'a\t1\r\nb\t2\r\n',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['accept: text/plain', [['accept', 'text/plain']]],
    ['just text', undefined],
    ['two\nlines', undefined],
    ['12:30', undefined],
  ])('reads what was pasted: %j', (text, pairs) => {
    expect(pairsFromText(text)).toEqual(pairs)
  })

  it('leaves rows without a name out of the document', () => {
    expect(
      recordOf([
        ['a', '1'],
        ['', 'x'],
        ['a', '2'],
      ]),
    ).toEqual({ a: '2' })
  })
})
