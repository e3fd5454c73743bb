import { describe, expect, it } from 'vitest'

import { compileSchema } from '#worker/validate/json-schema/index.ts'

import { parameterRange } from '../../../dashboard/src/builder/test-request.ts'
import { sampleOf } from '../../../dashboard/src/builder/test-samples.ts'
import {
  starterSchema,
  unavailable,
  validationParts,
} from '../../../dashboard/src/builder/validation-parts.ts'

const config = { method: 'POST', path: '/customers/{customer}/files/{rest+}' }
const form = {
  method: 'POST',
  path: '/customers/a%20b/files/x/y?page=2',
  query: { size: '3' },
  headers: { 'X-Tenant': 'acme' },
  body: '{"sku":"A"}',
}
const answer = { status: 200, headers: {}, body: '[1]', bodyEncoding: 'utf-8', truncated: false }
const answered = (change: object) => ({
  requestId: 'r',
  durationMs: 1,
  trace: [],
  response: { ...answer, ...change } as typeof answer & { bodyEncoding: 'utf-8' },
})
const sample = (part: (typeof validationParts)[number], change: object = {}) => {
  const text = sampleOf(part, { form, result: () => answered(change) }, config)
  return text === undefined ? undefined : (JSON.parse(text) as unknown)
}

describe('a starter schema', () => {
  it.each(validationParts)('of %s is one that the gateway takes', (part) => {
    expect(() => compileSchema(starterSchema(part, config))).not.toThrow()
  })

  it('of the path names its parameters', () => {
    const { properties } = starterSchema('params', config) as { properties: object }
    expect(Object.keys(properties)).toEqual(['customer', 'rest'])
  })

  it('is not offered where it would never be asked', () => {
    expect(unavailable('params', { path: '/plain' })).toBe('noParams')
    expect(unavailable('body', { method: 'GET' })).toBe('noBody')
    expect(validationParts.map((part) => unavailable(part, config))).toEqual(
      validationParts.map(() => undefined),
    )
  })
})

describe('a sample of the test panel', () => {
  it('is what is sent', () => {
    expect(sample('params')).toEqual({ customer: 'a b', rest: 'x/y' })
    expect(sample('query')).toEqual({ page: '2', size: '3' })
    expect(sample('headers')).toEqual({ 'x-tenant': 'acme' })
    expect(sample('body')).toEqual({ sku: 'A' })
  })

  it('is the last answer, when that is what the endpoint promises', () => {
    expect(sample('response')).toEqual([1])
    expect(sample('response', { status: 400 })).toBeUndefined()
    expect(sample('response', { truncated: true })).toBeUndefined()
    expect(sample('response', { bodyEncoding: 'base64' })).toBeUndefined()
    expect(sample('response', { body: 'no JSON' })).toBeUndefined()
  })

  it('is none where nothing is written', () => {
    const empty = { ...form, path: '/x', query: {}, headers: {}, body: '{\n  \n}' }
    const none = validationParts.map((part) =>
      sampleOf(part, { form: empty, result: () => undefined }, { path: '/x' }),
    )
    expect(none).toEqual(validationParts.map(() => undefined))
  })
})

it('finds where a parameter stands in the path of a test', () => {
  const of = (name: string) => {
    const range = parameterRange(config.path, form.path, name)
    return range === undefined ? undefined : form.path.slice(range.from, range.to)
  }
  expect(of('customer')).toBe('a%20b')
  expect(of('rest')).toBe('x/y')
  expect(of('other')).toBeUndefined()
  expect(parameterRange('/a.b/{id}', '/axb/1', 'id')).toBeUndefined()
})
