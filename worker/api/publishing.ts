import type { EndpointConfig } from '#contract/endpoint.ts'

import { testCaseIssues } from '../check/test-cases.ts'
import { compile, type CompileDeps } from '../compile.ts'
import { makeLive, publishDraft, setActive } from '../db/endpoints.ts'
import { findVersion, type VersionRow } from '../db/versions.ts'
import { Problem } from '../problem.ts'
import { testCaseNowMs } from '../transform/test-cases.ts'
import { auditEntry } from './audit-entry.ts'
import { checkedConfig, refuseUnusableCode, refuseUnusableSecrets } from './checked-config.ts'
import { endpointAnswer } from './endpoint-view.ts'
import { existingEndpoint, expectDone } from './endpoints.ts'
import { evaluationContext } from './evaluation-context.ts'
import { routingChanged } from './routing-changed.ts'
import type { Actor, AnyCall, Handlers, IfMatch } from './types.ts'

export const publishingHandlers: Handlers<
  'publishEndpoint' | 'rollbackEndpoint' | 'enableEndpoint' | 'disableEndpoint' | 'testEndpoint'
> = {
  async publishEndpoint(call) {
    const { services, params, actor, now } = call
    const row = await existingEndpoint(services, params.id)
    expectRevision(row, call.ifMatch)
    // Checked again: what was fine when it was saved may use a kind or host that is gone.
    const { config } = await checkedConfig(row.draft, services)
    await requirePassingCases(config, services.compileDeps, row.id)
    const version = row.latestVersion + 1
    const { note } = call.body
    const entry = auditEntry(call, actor, 'endpoint.publish', {
      ...row,
      details: { version, note },
    })
    const next = { config, note, publishedBy: actor.name, publishedAt: now }
    await expectDone(await publishDraft(services.db, row, next, entry), services, row)
    return answerLive(call, row.id, version)
  },

  async rollbackEndpoint(call) {
    const { services, params, actor } = call
    const row = await existingEndpoint(services, params.id)
    expectRevision(row, call.ifMatch)
    const target = await findVersion(services.db, row.id, call.body.version)
    if (target === undefined) throw new Problem('not_found', { detail: 'No such version' })
    await refuseUnusableSecrets(target.config, services)
    refuseUnusableCode(target.config, services)
    const details = { version: target.version, from: row.liveVersion }
    const entry = auditEntry(call, actor, 'endpoint.rollback', { ...row, details })
    const result = await makeLive(services.db, row.id, target, entry)
    await expectDone(result, services, { id: row.id, routeKey: target.routeKey })
    return answerLive(call, row.id, target.version)
  },

  enableEndpoint: (call) => switchEndpoint(call, call.params.id, true),
  disableEndpoint: (call) => switchEndpoint(call, call.params.id, false),

  async testEndpoint({ services, params, body, waitUntil }) {
    const row = await existingEndpoint(services, params.id)
    const { config } = await checkedConfig(body.config ?? row.draft, services)
    const pipeline = compile(config, forTest(services.compileDeps), row.id)
    const output = await services.gateway.test(pipeline, config, body.request, waitUntil)
    return { output }
  },
}

/** Throws Problem invalid_configuration when a test case of a rule does not pass. */
async function requirePassingCases(
  config: EndpointConfig,
  deps: CompileDeps,
  endpointId: string,
): Promise<void> {
  const { variables } = config
  const contextOf = () => evaluationContext({ variables }, testCaseNowMs)
  const issues = await testCaseIssues(config, contextOf, forTest(deps), endpointId)
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
}

/** A test never answers for a request of a caller, nor with the answer of one; its failures open no breaker of callers. */
export function forTest(deps: CompileDeps): CompileDeps {
  const { idempotency, resilience, webhooks } = deps
  return {
    ...deps,
    idempotency: { ...idempotency, space: 'test' },
    resilience: { ...resilience, space: 'test' },
    webhooks: { ...webhooks, space: 'test' },
    cacheSpace: 'test',
  }
}

async function switchEndpoint(
  call: AnyCall & { readonly actor: Actor },
  id: string,
  isActive: boolean,
) {
  const { services, actor } = call
  const row = await existingEndpoint(services, id)
  expectRevision(row, call.ifMatch)
  if (row.liveVersion === null)
    throw new Problem('conflict', { detail: 'Publish the endpoint first: it has no live version' })
  const entry = auditEntry(call, actor, isActive ? 'endpoint.enable' : 'endpoint.disable', row)
  await expectDone(await setActive(services.db, id, isActive, entry), services, row)
  return answerLive(call, id, row.liveVersion)
}

export function expectRevision(row: { readonly revision: number }, ifMatch: IfMatch): void {
  if (typeof ifMatch === 'number' && ifMatch !== row.revision)
    throw new Problem('revision_mismatch')
}

async function answerLive(call: AnyCall, id: string, version: number) {
  const live: VersionRow | undefined = await findVersion(call.services.db, id, version)
  await routingChanged(call, ...(live === undefined ? [] : [live]))
  return endpointAnswer(call, await existingEndpoint(call.services, id))
}
