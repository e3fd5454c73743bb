import type { Renewal } from '#contract/shared-integration.ts'

import type { SecretOrigins } from '../check/secrets.ts'
import { commit } from '../db/commit.ts'
import { type EndpointRow, renewLive } from '../db/endpoints.ts'
import { endpointsWithLive, type VersionRow } from '../db/versions.ts'
import { Problem } from '../problem.ts'
import { renewed, type SharedDefinition, usesIn } from '../shared-uses.ts'
import { auditEntry } from './audit-entry.ts'
import { secretsNamedIn } from './checked-config.ts'
import { renewalIssues } from './integration-effects.ts'
import { existingIntegration } from './integrations.ts'
import { expectRevision } from './publishing.ts'
import { routingChanged } from './routing-changed.ts'
import type { Actor, AnyCall, Handlers } from './types.ts'

export const republishHandlers: Handlers<'republishIntegration'> = {
  async republishIntegration(call) {
    const { services, params, actor, body } = call
    const next = await existingIntegration(services, params.id)
    expectRevision(next, call.ifMatch)
    const found = await endpointsWithLive(services.db, body.endpoints)
    const unknown = body.endpoints.filter((id) => !found.some(({ row }) => row.id === id))
    if (unknown.length > 0)
      throw new Problem('not_found', { detail: `No such endpoint: ${unknown.join(', ')}` })
    const details = { revision: next.revision, endpoints: body.endpoints }
    const entry = auditEntry(call, actor, 'integration.republish', { ...next, details })
    // Written first: each renewal has a record of its own beside it.
    await commit(services.db, entry, { statements: [] })
    const configs = found.flatMap(({ live }) => (live === null ? [] : [renewed(live.config, next)]))
    const secrets = await secretsNamedIn(configs, services)
    const done: Done[] = []
    for (const one of found)
      // oxlint-disable-next-line no-await-in-loop -- each is a transaction on the same routing revision
      done.push(await renew(call, one, next, secrets))
    const lives = done.flatMap(({ live }) => live ?? [])
    if (lives.length > 0) await routingChanged(call, ...lives)
    const items = done.map(({ renewal }) => renewal)
    return { output: { revision: next.revision, items }, etag: `"${next.revision}"` }
  },
}

interface Found {
  readonly row: EndpointRow
  readonly live: VersionRow | null
}

interface Done {
  readonly renewal: Renewal
  /** The new version, when there is one. */
  readonly live?: VersionRow
}

async function renew(
  call: AnyCall & { readonly actor: Actor },
  { row, live }: Found,
  next: SharedDefinition & { readonly name: string },
  secrets: SecretOrigins,
  // oxlint-disable-next-line max-params -- one flat change
): Promise<Done> {
  const { services, actor, now } = call
  const contained = live === null ? undefined : usesIn(live.config, next.id)
  if (live === null || contained === undefined) return { renewal: renewalOf(row, 'unused') }
  if (contained.revision === next.revision) return { renewal: renewalOf(row, 'current') }
  const issues = renewalIssues(live, next, secrets, services)
  if (issues.length > 0) return { renewal: { ...renewalOf(row, 'refused'), issues } }
  const config = renewed(live.config, next)
  const note = `Shared integration ${next.name}, revision ${next.revision}`
  const version = row.latestVersion + 1
  const { id: integration, revision } = next
  const details = { version, note, integration, revision }
  const entry = auditEntry(call, actor, 'endpoint.publish', { ...row, details })
  const publish = { config, note, publishedBy: actor.name, publishedAt: now }
  const result = await renewLive(services.db, { row, live }, publish, entry)
  if (!result.done) return { renewal: renewalOf(row, 'changed') }
  const renewal = { ...renewalOf(row, 'renewed'), version }
  return { renewal, live: { ...live, version, config } }
}

function renewalOf(
  { id, name, method, path, liveVersion }: EndpointRow,
  outcome: Renewal['outcome'],
): Renewal {
  return { id, name, method, path, outcome, version: liveVersion, issues: [] }
}
