import { sandboxUnavailable } from '../transform/sandbox.ts'
import { kindCatalog } from './kind-catalog.ts'
import { openapiDocument } from './openapi.ts'
import type { Handlers } from './types.ts'

export const referenceHandlers: Handlers<'listKinds' | 'openapi'> = {
  async listKinds({ services }) {
    const { sandbox } = services.compileDeps
    const items = kindCatalog.map((kind) =>
      sandbox === undefined && kind.stage === 'transform' && kind.type === 'custom'
        ? { ...kind, unavailable: { javascript: sandboxUnavailable } }
        : kind,
    )
    return { output: { items } }
  },

  async openapi({ request }) {
    return { output: openapiDocument(new URL(request.url).origin) }
  },
}
