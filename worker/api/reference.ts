import type { KindEntry } from '#contract/kind.ts'

import { auth } from '../auth/index.ts'
import { cache } from '../cache/index.ts'
import { integrations } from '../integrations/index.ts'
import { rateLimit } from '../rate-limit/index.ts'
import { transform } from '../transform/index.ts'
import { openapiDocument } from './openapi.ts'
import type { Handlers } from './types.ts'

const items: KindEntry[] = [auth, rateLimit, cache, integrations, transform].flatMap((registry) => [
  ...registry.catalog,
])

export const referenceHandlers: Handlers<'listKinds' | 'openapi'> = {
  async listKinds() {
    return { output: { items } }
  },

  async openapi({ request }) {
    return { output: openapiDocument(new URL(request.url).origin) }
  },
}
