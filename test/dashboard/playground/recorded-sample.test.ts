import { describe, expect, it } from 'vitest'

import { recordedSample } from '../../../dashboard/src/playground/recorded-sample.ts'

const request = { method: 'POST', path: '/orders', params: {}, body: { id: 7 } }
const answer = (body: unknown) => ({ status: 200, headers: {}, body })
const parsed = (text: string) => JSON.parse(text) as unknown

describe('a recorded request as a sample', () => {
  it('is its body for a rule applied to the request', () => {
    const scope = {
      request,
      principal: { id: 'con_1' },
      integrations: { up: answer(1) },
      omitted: [],
    }
    const sample = recordedSample(scope, 'request')
    expect(parsed(sample.input)).toEqual({ id: 7 })
    expect(parsed(sample.scope)).toEqual({ request, principal: { id: 'con_1' } })
    expect(sample.isMissing).toBe(false)
  })

  it('is the answer of the only service for a rule applied to the answer', () => {
    const integrations = { up: answer({ total: 3 }) }
    const sample = recordedSample({ request, integrations, omitted: [] }, 'response')
    expect(parsed(sample.input)).toEqual({ total: 3 })
    expect(parsed(sample.scope)).toEqual({ request, integrations })
  })

  it('is the answer of each of several services, null for one without', () => {
    const integrations = { a: answer([1]), b: { status: 204, headers: {} } }
    const sample = recordedSample({ request, integrations, omitted: [] }, 'response')
    expect(parsed(sample.input)).toEqual({ a: [1], b: null })
  })

  it('is null when nothing was sent or answered', () => {
    const scope = { request: { ...request, body: undefined }, integrations: {}, omitted: [] }
    expect(recordedSample(scope, 'request').input).toBe('null')
    expect(recordedSample(scope, 'response').input).toBe('null')
  })

  it('says when what it would be was not kept', () => {
    const omitted = ['request.body', 'principal']
    const scope = { request, integrations: { up: answer(1) }, omitted }
    expect(recordedSample(scope, 'request').isMissing).toBe(true)
    expect(recordedSample(scope, 'response').isMissing).toBe(false)
    const left = { ...scope, omitted: ['integrations.up.body'] }
    expect(recordedSample(left, 'response').isMissing).toBe(true)
  })
})
