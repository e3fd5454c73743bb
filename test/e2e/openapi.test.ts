import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { openapiFaults } from '../support/openapi-faults.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
  await gateway.publish({
    name: 'Order',
    method: 'GET',
    path: '/orders/{id}',
    response: { body: '{}' },
    documentation: { summary: 'One order', tags: ['Orders'] },
  })
  await gateway.publish({ name: 'Tree', method: 'POST', path: '/tree/{rest+}' })
})
afterAll(() => gateway.stop())

describe.each([
  ['management API', '/api/v1/openapi.json'],
  ['published endpoints', '/api/custom/openapi.json'],
])('OpenAPI document of the %s', (_what, path) => {
  it('is a sound OpenAPI 3.1 document', async () => {
    const answer = await fetch(gateway.url + path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/json')
    const document = (await answer.json()) as Record<string, unknown>
    expect(openapiFaults(document)).toEqual([])
    const validator = new Validator({ strict: false })
    expect((await validator.validate(document)).errors).toBeUndefined()
    expect(validator.version).toBe('3.1')
  })
})

it('describes who may call, and what is asked and answered', async () => {
  const id = await gateway.publish({
    name: 'Guarded order',
    method: 'POST',
    path: '/guarded/{id}',
    authentication: {
      type: 'api-key',
      settings: { requiredScopes: ['orders:write'] },
      roles: ['ops'],
    },
    validation: {
      params: { properties: { id: { type: 'integer' } } },
      query: { required: ['dry'], properties: { dry: { type: 'boolean' } } },
      headers: { properties: { authorization: {}, 'x-tenant': { type: 'string' } } },
      body: { $defs: { name: { type: 'string' } }, properties: { name: { $ref: '#/$defs/name' } } },
      response: { mode: 'enforce', schema: { type: 'object' } },
    },
    response: { body: '{}' },
  })
  const answer = await fetch(`${gateway.gatewayUrl}/openapi.json`)
  const document = (await answer.json()) as Record<string, unknown>
  expect((await new Validator({ strict: false }).validate(document)).errors).toBeUndefined()
  expect(openapiFaults(document)).toEqual([])
  expect(document).toMatchObject({
    components: {
      securitySchemes: { 'header-x-api-key': { type: 'apiKey', in: 'header', name: 'x-api-key' } },
    },
    paths: {
      '/guarded/{id}': {
        post: {
          security: [{ 'header-x-api-key': ['orders:write', 'ops'] }],
          parameters: [
            { name: 'id', in: 'path', schema: { type: 'integer' } },
            { name: 'dry', in: 'query', required: true, schema: { type: 'boolean' } },
            { name: 'x-tenant', in: 'header', required: false },
          ],
          requestBody: {
            content: { 'application/json': { schema: { $id: `urn:ecluse:${id}:body` } } },
          },
          responses: {
            '2XX': { content: { 'application/json': { schema: { type: 'object' } } } },
            '401': {},
          },
        },
      },
    },
  })
})

it('says which tokens an endpoint takes, and of whom', async () => {
  const settings = { issuer: 'https://login.example/t1', audience: ['api'], requiredScopes: ['a'] }
  await gateway.publish({
    name: 'Tokens',
    method: 'GET',
    path: '/tokens',
    authentication: { type: 'oauth2', settings, roles: ['ops'] },
  })
  const answer = await fetch(`${gateway.gatewayUrl}/openapi.json`)
  const document = (await answer.json()) as Record<string, Record<string, unknown>>
  expect(openapiFaults(document)).toEqual([])
  const [name = ''] = Object.keys(document['components']?.['securitySchemes'] as object).filter(
    (one) => one.startsWith('oauth2-'),
  )
  expect(document).toMatchObject({
    components: {
      securitySchemes: {
        [name]: {
          type: 'openIdConnect',
          openIdConnectUrl: 'https://login.example/t1/.well-known/openid-configuration',
        },
      },
    },
    paths: { '/tokens': { get: { security: [{ [name]: ['a', 'ops'] }] } } },
  })
})

it('describes each published endpoint', async () => {
  const answer = await fetch(`${gateway.gatewayUrl}/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> }
  const text = JSON.stringify(paths)
  expect(text).toContain('/orders/{id}')
  expect(text).toContain('One order')
})

it('describes the idempotency key, and what a repetition is answered', async () => {
  const id = await gateway.publish({
    name: 'Once',
    method: 'POST',
    path: '/once',
    idempotency: { enabled: true, required: true },
    validation: { headers: { properties: { 'idempotency-key': {}, 'x-tenant': {} } } },
    response: { body: '{}' },
  })
  const answer = await fetch(`${gateway.gatewayUrl}/openapi.json`)
  const document = (await answer.json()) as { paths: Record<string, Record<string, unknown>> }
  expect((await new Validator({ strict: false }).validate(document)).errors).toBeUndefined()
  expect(openapiFaults(document)).toEqual([])
  expect(document.paths['/once']?.['post']).toMatchObject({
    operationId: id,
    parameters: [{ name: 'x-tenant' }, { name: 'Idempotency-Key', in: 'header', required: true }],
    responses: { '2XX': { headers: { 'Idempotency-Replayed': {} } }, '409': {}, '422': {} },
  })
})
