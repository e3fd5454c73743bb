import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import {
  type Client,
  memberClient,
  origin,
  ownerClient,
  sampleConfig,
} from '../../support/client.ts'
import { until } from '../../support/until.ts'

let owner: Client
let viewer: Client
beforeAll(async () => {
  owner = await ownerClient()
  viewer = await memberClient(owner, 'viewer')
}, 30_000)

// Nothing answers in this suite but with a 599.
const up = { id: 'up', type: 'http', endpoint: 'https://up.example/{{ request.params.id }}' }

async function published(...integrations: object[]) {
  const config = sampleConfig({ integrations, response: {} })
  const { body } = await owner.post('/endpoints', config)
  await owner.post(`/endpoints/${body.id}/publish`, {})
  const path = String(config['path']).replace('{id}', '1')
  const call = () => exports.default.fetch(new Request(`${origin}/api/custom${path}`))
  return { calls: `/endpoints/${body.id}/integrations/up/calls`, id: String(body.id), call }
}

describe('recent calls over the API', () => {
  it('are read by viewers, newest first, all or of one outcome', async () => {
    const { calls, call } = await published(up)
    const answer = await call()
    const list = async (query = '') => (await viewer.get(calls + query)).body.items
    expect(await list()).toEqual([])
    await until(async () => (await list()).length === 1, 12_000)
    expect(await list()).toMatchObject([
      {
        requestId: answer.headers.get('x-request-id'),
        target: 'up.example/{id}',
        failed: true,
        status: 599,
        attempts: 1,
      },
    ])
    expect(await list('?outcome=failed')).toHaveLength(1)
    expect(await list('?outcome=succeeded')).toEqual([])
  }, 20_000)

  it.each([
    ['an endpoint that does not exist', '/endpoints/ep_none/integrations/up/calls', 404],
    ['an outcome that does not exist', '{calls}?outcome=odd', 400],
  ])('are refused of %s', async (_, path, status) => {
    const { calls } = await published(up)
    expect((await owner.get(path.replace('{calls}', calls))).status).toBe(status)
  })
})
