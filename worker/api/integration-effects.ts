import { type IntegrationEffect, maxEffects } from '#contract/shared-integration.ts'

import { check } from '../check.ts'
import { integrationChanges } from '../check/integration-changes.ts'
import { textsOf } from '../check/parameters.ts'
import type { SecretOrigins } from '../check/secrets.ts'
import { findIntegrations, spreadOf, usesOfIntegration } from '../db/integrations.ts'
import { endpointsWithLive, type VersionRow } from '../db/versions.ts'
import type { EndpointRow } from '../db/endpoints.ts'
import type { Services } from '../services.ts'
import {
  atUses,
  asDraft,
  renewed,
  type SharedDefinition,
  type SharedDefinitions,
  sharedReferences,
  usesIn,
  writeOut,
} from '../shared-uses.ts'
import { checkDraft, secretsNamedIn } from './checked-config.ts'
import { checkIntegration } from './checked-integration.ts'
import { existingIntegration } from './integrations.ts'
import type { Handlers } from './types.ts'

export const integrationCheckHandlers: Handlers<'checkIntegration'> = {
  async checkIntegration({ services, body: { config, id } }) {
    const before = id === undefined ? undefined : await existingIntegration(services, id)
    const checked = await checkIntegration(config, services)
    if ('issues' in checked) return { output: { ...nothing, valid: false, issues: checked.issues } }
    if (before === undefined) return { output: { ...nothing, valid: true } }
    const next = { id: before.id, revision: before.revision + 1, config: checked.config }
    const spread = await spreadOf(services.db, [next.id])
    const endpointCount = new Set(spread.map((use) => use.endpointId)).size
    const endpoints = await effectsOf(next, services)
    return { output: { valid: true, issues: [], endpoints, endpointCount } }
  },
}

const nothing = { issues: [], endpoints: [], endpointCount: 0 }

/** What it would do to each endpoint that uses it. Three queries, however many there are. */
async function effectsOf(next: SharedDefinition, services: Services): Promise<IntegrationEffect[]> {
  const { db } = services
  const uses = await usesOfIntegration(db, next.id, { limit: maxEffects })
  const found = await endpointsWithLive(
    db,
    uses.map((use) => use.id),
  )
  const named = found.flatMap(({ row }) => sharedReferences(row.draft))
  const known = await findIntegrations(db, [...new Set(named)])
  const shared = new Map([...known, [next.id, next]])
  const configs = found.flatMap(({ row, live }) => [
    writeOut(row.draft, shared),
    ...(live === null ? [] : [renewed(live.config, next)]),
  ])
  const secrets = await secretsNamedIn(configs, services)
  return found.map((one) => effectOf(one, next, { shared, secrets }, services))
}

function effectOf(
  { row, live }: { readonly row: EndpointRow; readonly live: VersionRow | null },
  next: SharedDefinition,
  known: { readonly shared: SharedDefinitions; readonly secrets: SecretOrigins },
  services: Services,
  // oxlint-disable-next-line max-params -- one flat question
): IntegrationEffect {
  const { id, name, method, path } = row
  const contained = live === null ? undefined : usesIn(live.config, next.id)
  const isDrafted = sharedReferences(row.draft).includes(next.id)
  const draft = isDrafted ? checkDraft(row.draft, known, services) : undefined
  return {
    id,
    name,
    method,
    path,
    liveRevision: contained?.revision ?? null,
    ...(live === null || contained === undefined
      ? { changes: [], readers: [], issues: [] }
      : {
          ...effectOnLive(live, contained.ids, next),
          issues: renewalIssues(live, next, known.secrets, services),
        }),
    draftIssues: draft !== undefined && 'issues' in draft ? draft.issues : [],
  }
}

/** What keeps a live version from being renewed; empty: nothing. What its types say was so before, and it may be older than that check. */
export function renewalIssues(
  { config }: VersionRow,
  next: SharedDefinition,
  secrets: SecretOrigins,
  { compileDeps }: Services,
  // oxlint-disable-next-line max-params -- one flat question
) {
  const checked = check(renewed(config, next), compileDeps, secrets)
  if (!('issues' in checked)) return []
  return atUses(checked.issues, asDraft(config).integrations, new Map([[next.id, next]]))
}

function effectOnLive(
  { config }: VersionRow,
  ids: readonly string[],
  next: SharedDefinition,
): Pick<IntegrationEffect, 'changes' | 'readers'> {
  const before = config.integrations.find((item) => item.id === ids[0])
  const reads = new RegExp(String.raw`\bintegrations\.(?:${ids.join('|')})\b`)
  return {
    changes: before === undefined ? [] : integrationChanges(before, next.config),
    readers: textsOf(config, '')
      .filter(({ text }) => reads.test(text))
      .map(({ pointer }) => pointer),
  }
}
