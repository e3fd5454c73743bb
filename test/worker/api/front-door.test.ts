import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import { routes } from '#contract/routes.ts'

import { openapiFaults } from '../../support/openapi-faults.ts'
import { type Client, origin, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

describe('the OpenAPI document of the management API', () => {
  it('describes every route and has no fault', async () => {
    const { status, body } = await owner.get('/openapi.json')
    expect(status).toBe(200)
    expect(openapiFaults(body)).toEqual([])
    for (const [name, route] of Object.entries(routes))
      expect(body.paths[route.path][route.method.toLowerCase()].operationId).toBe(name)
    const text = JSON.stringify(body)
    for (const schema of Object.keys(body.components.schemas))
      expect(text).toContain(`#/components/schemas/${schema}"`)
  })
})

describe('the OpenAPI document of what is published', () => {
  it('lists live endpoints with their parameters, and none of their integrations', async () => {
    const { body } = await owner.post(
      '/endpoints',
      sampleConfig({ path: '/described/{id}/{rest+}' }),
    )
    await owner.post(`/endpoints/${body.id}/publish`)
    await owner.post('/endpoints', sampleConfig({ path: '/only-a-draft' }))
    const response = await exports.default.fetch(`${origin}/api/custom/openapi.json`)
    const document = await response.json<{ paths: Record<string, unknown> }>()
    expect(openapiFaults(document)).toEqual([])
    expect(Object.keys(document.paths)).toContain('/described/{id}/{rest}')
    expect(JSON.stringify(document)).not.toContain('only-a-draft')
  })
})

describe('kinds', () => {
  it('say what every stage offers', async () => {
    const { items } = (await owner.get('/kinds')).body
    expect(items).toContainEqual(
      expect.objectContaining({ stage: 'integrations', type: 'http', available: true }),
    )
    expect(items).toContainEqual(
      expect.objectContaining({ stage: 'integrations', type: 'webhook', available: true }),
    )
    expect(items).toContainEqual(
      expect.objectContaining({ stage: 'transform', type: 'map', available: true }),
    )
  })
})

it('answers unknown /api paths and /metrics with a problem', async () => {
  for (const path of ['/api/nothing', '/metrics', '/api/v1', '/api/v1/']) {
    const response = await exports.default.fetch(origin + path)
    expect(response.status, path).toBe(404)
    expect(response.headers.get('content-type'), path).toBe('application/problem+json')
  }
})
