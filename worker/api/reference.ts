import { kindCatalog } from './kind-catalog.ts'
import { openapiDocument } from './openapi.ts'
import type { Handlers } from './types.ts'

export const referenceHandlers: Handlers<'listKinds' | 'openapi'> = {
  async listKinds() {
    return { output: { items: [...kindCatalog] } }
  },

  async openapi({ request }) {
    return { output: openapiDocument(new URL(request.url).origin) }
  },
}
