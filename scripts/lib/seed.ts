import { randomBytes } from 'node:crypto'

import { createApi, createOwner, signInByLink } from './api.ts'
import { demoEndpoints } from './demo-endpoints.ts'

interface SeedInput {
  readonly origin: string
  readonly setupToken: string
  readonly devSignInToken: string
  readonly upstream: string
}

/** Makes an empty instance worth looking at. An instance that has endpoints is left as it is. */
export async function seed(input: SeedInput): Promise<void> {
  const { origin } = input
  const setup = await createApi(origin).call<{ needed: boolean }>('GET', '/setup')
  const cookie = setup.needed
    ? await createOwner(origin, input.setupToken, {
        email: 'demo@ecluse.local',
        name: 'Demo',
        password: randomBytes(24).toString('base64url'),
      })
    : await signInByLink(origin, input.devSignInToken)
  const api = createApi(origin, { cookie })
  const { items } = await api.call<{ items: unknown[] }>('GET', '/endpoints?limit=1')
  if (items.length > 0) return
  for (const config of demoEndpoints(input.upstream)) {
    const { id } = await api.call<{ id: string }>('POST', '/endpoints', config)
    await api.call('POST', `/endpoints/${id}/publish`, { note: 'Demo' })
  }
}
