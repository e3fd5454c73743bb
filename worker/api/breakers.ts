import type { Breaker } from '#contract/breaker.ts'
import type { HttpIntegration } from '#contract/integration.ts'
import type { BreakerReport, Transition } from '#durable-objects/circuit-breaker-types.ts'

import { commit } from '../db/commit.ts'
import { findVersion } from '../db/versions.ts'
import { serviceName } from '../integrations/resilience/name.ts'
import type { BreakerConfig } from '../integrations/resilience/types.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { originIn } from '../shared-uses.ts'
import { auditEntry } from './audit-entry.ts'
import { existingEndpoint } from './endpoints.ts'
import type { Handlers } from './types.ts'

export const breakerHandlers: Handlers<'listBreakers' | 'setBreaker'> = {
  async listBreakers({ services, params }) {
    const row = await existingEndpoint(services, params.id)
    const known = await breakersOf(services, row)
    const items = await Promise.all(
      known.map(async (one) =>
        view(one, await reached(services.breakers.report(one.name, one.config))),
      ),
    )
    return { output: { items } }
  },

  async setBreaker(call) {
    const { services, params, body, actor } = call
    const row = await existingEndpoint(services, params.id)
    const known = await breakersOf(services, row)
    const found = known.find((one) => one.integrationId === params.integrationId)
    if (found === undefined)
      throw new Problem('not_found', { detail: 'No such circuit breaker in the live version' })
    const { sharedIntegration } = found
    const details = { integration: found.integrationId, sharedIntegration, state: body.state }
    const entry = auditEntry(call, actor, 'breaker.set', { ...row, details })
    // Written first: a record of what then failed is repeated by whoever repeats the call.
    await commit(services.db, { ...entry, targetType: 'endpoint' }, { statements: [] })
    const set = services.breakers.set(found.name, body.state, found.config, actor.name)
    return { output: view(found, await reached(set)) }
  },
}

interface KnownBreaker {
  readonly integrationId: string
  readonly sharedIntegration: string | null
  readonly name: string
  readonly config: BreakerConfig
}

/** What callers call is the live version: only its breakers count anything. */
async function breakersOf(
  { db }: Services,
  row: { readonly id: string; readonly liveVersion: number | null },
): Promise<KnownBreaker[]> {
  const live = row.liveVersion === null ? undefined : await findVersion(db, row.id, row.liveVersion)
  return (live?.config.integrations ?? []).flatMap((integration) => {
    const section = (integration as HttpIntegration).circuitBreaker
    if (section?.enabled !== true) return []
    const sharedId = originIn(live?.config.shared ?? {}, integration.id)?.integration
    const name = serviceName('live', row.id, integration.id, sharedId)
    const sharedIntegration = sharedId ?? null
    return [{ integrationId: integration.id, sharedIntegration, name, config: section }]
  })
}

async function reached(report: Promise<BreakerReport>): Promise<BreakerReport> {
  try {
    return await report
  } catch (error) {
    throw new Problem('storage_unavailable', {
      detail: 'The circuit breaker cannot be reached',
      internal: error,
    })
  }
}

function view(
  { integrationId, sharedIntegration, config }: KnownBreaker,
  report: BreakerReport,
): Breaker {
  const { state, since, until, calls, failed, slow, transitions } = report
  const isEnough = calls > 0 && calls >= config.minimumNumberOfCalls
  return {
    integrationId,
    sharedIntegration,
    state,
    since: transitions.length === 0 ? null : timeOf(since),
    until: until === undefined ? null : timeOf(until),
    failureRate: isEnough ? (failed * 100) / calls : null,
    slowCallRate: isEnough ? (slow * 100) / calls : null,
    calls,
    failed,
    slow,
    transitions: transitions.map(transitionView),
  }
}

function transitionView({ at, by, ...rest }: Transition): Breaker['transitions'][number] {
  return { ...rest, at: timeOf(at), by: by ?? null }
}

function timeOf(at: number): string {
  return new Date(at).toISOString()
}
