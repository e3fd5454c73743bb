import type { IntegrationCall } from '#contract/integration-calls.ts'

import { listCalls } from '../db/integration-calls.ts'
import { existingEndpoint } from './endpoints.ts'
import type { Handlers } from './types.ts'

export const integrationCallHandlers: Handlers<'listIntegrationCalls'> = {
  async listIntegrationCalls({ services, params, query }) {
    const { id: endpointId } = await existingEndpoint(services, params.id)
    const { outcome } = query
    const isFailure = outcome === undefined ? undefined : outcome === 'failed'
    const rows = await listCalls(services.db, { ...params, endpointId, isFailure })
    return { output: { items: rows.map(callView) } }
  },
}

function callView({
  at,
  isFailure,
  ...rest
}: Awaited<ReturnType<typeof listCalls>>[number]): IntegrationCall {
  return { ...rest, at: new Date(at).toISOString(), failed: isFailure }
}
