import { exports } from 'cloudflare:workers'

import { type Client, sampleConfig } from './client.ts'

/** Makes consumers, keys, and published endpoints that take them. */
export class Keyed {
  readonly #owner: Client

  constructor(owner: Client) {
    this.#owner = owner
  }

  async consumer(more: object = {}) {
    return (await this.#owner.post('/consumers', { name: 'Ada', roles: ['ops', 'sales'], ...more }))
      .body
  }

  async key(consumerId: string, more: object = {}) {
    return (await this.#owner.post(`/consumers/${consumerId}/keys`, { name: 'laptop', ...more }))
      .body
  }

  async endpoint(more: object = {}): Promise<{ id: string; url: string }> {
    const config = sampleConfig({ authentication: { type: 'api-key' }, ...more })
    const created = await this.#owner.post('/endpoints', config)
    await this.#owner.post(`/endpoints/${created.body.id}/publish`, {})
    return { id: created.body.id, url: created.body.url.replace('{id}', '1') }
  }
}

/** Calls a published endpoint with a key; the status, or the code of the problem. */
export async function ask(url: string, key?: string): Promise<string | number> {
  const headers = {
    'cf-connecting-ip': '203.0.113.7',
    ...(key !== undefined && { 'x-api-key': key }),
  }
  const answer = await exports.default.fetch(new Request(url, { headers }))
  const body: { code?: string } = await answer.json()
  return body.code ?? answer.status
}
