import { endpointConfig, type EndpointDraft } from '#contract/endpoint.ts'
import type { Integration } from '#contract/integration-kinds.ts'
import type { Issue } from '#contract/problem.ts'

import { readSections, type Sections } from '../check/sections.ts'
import { type CompileDeps, compileAuthentication, compileIntegration, factsOf } from '../compile.ts'
import { watchCredentials } from '../connection/credentials.ts'
import { testConnection } from '../connection/test-connection.ts'
import { statusMatcher } from '../integrations/resilience/status-matcher.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { checkConfig, writtenOut } from './checked-config.ts'
import { existingEndpoint } from './endpoints.ts'
import { forTest } from './publishing.ts'
import type { Handlers } from './types.ts'

export const connectionTestHandlers: Handlers<'testIntegration'> = {
  async testIntegration({ services, params, body, waitUntil }) {
    const row = await existingEndpoint(services, params.id)
    const { config, at } = placed(row.draft, params.integrationId, body.integration)
    await refuseFaulty(config, `/integrations/${at}`, services)
    const sections = readSections(await writtenOut(config, services))
    const integration = sections.integrations[at]
    if (integration === undefined) throw new Problem('internal_error', { internal: 'unread' })
    const { deps, seen } = watchCredentials(forTest(services.compileDeps))
    const output = await testConnection(
      {
        integration: compiledAlone({ integration, at, sections }, deps, row.id),
        authenticate: guardOf(sections, deps, row.id),
        expects: expectationOf(integration),
        timeoutMs: integration.timeout,
        endpoint: { method: sections.method ?? row.method, path: sections.path ?? row.path },
        pipeline: { variables: row.draft.variables },
        request: body.request,
        results: body.results,
        seen,
      },
      {
        basePath: services.settings.basePath,
        now: services.now,
        requestId: services.newId('request'),
        waitUntil,
        log: services.log,
      },
    )
    return { output }
  },
}

/** The draft with the integration that is meant, and where it stands. Throws not_found. */
function placed(draft: EndpointDraft, id: string, sent: unknown) {
  const found = draft.integrations.findIndex((one) => one.id === id)
  if (found < 0 && sent === undefined)
    throw new Problem('not_found', { detail: `The draft has no integration ${id}` })
  const at = found < 0 ? draft.integrations.length : found
  const integrations: unknown[] = [...draft.integrations]
  if (sent !== undefined) integrations[at] = sent
  return { config: { ...draft, integrations }, at }
}

/** What the rest of the draft would answer is nobody's question here: neither its faults nor what it does not have yet. */
async function refuseFaulty(config: object, pointer: string, services: Services): Promise<void> {
  const checked = await checkConfig(config, services)
  if (!('issues' in checked)) return
  const own = checked.issues.filter((issue) => isOwn(issue, pointer))
  if (own.length > 0) throw new Problem('invalid_configuration', { issues: own })
}

const ofOthers: ReadonlySet<string> = new Set([
  'dependency_cycle',
  'duplicate_id',
  'unknown_integration',
])

function isOwn({ pointer, code }: Issue, at: string): boolean {
  return (pointer === at || pointer.startsWith(`${at}/`)) && !ofOthers.has(code)
}

interface Placed {
  readonly integration: Integration
  readonly at: number
  readonly sections: Sections
}

function compiledAlone({ integration, at, sections }: Placed, deps: CompileDeps, id: string) {
  const { idempotency: section } = endpointConfig.shape
  const { method = 'GET', request, idempotency = section.parse({}) } = sections
  return compileIntegration(calledOnce(integration), at, {
    ...deps,
    ...factsOf({ method, request, idempotency }, id),
    passesThrough: false,
    other: () => undefined,
  })
}

/** One attempt whose answer is shown whatever it is. */
function calledOnce(integration: Integration): Integration {
  const once: Integration = { ...integration }
  for (const name of onlyForCallers) Reflect.deleteProperty(once, name)
  return 'expectedStatuses' in once ? { ...once, expectedStatuses: [] } : once
}

const onlyForCallers = [
  'condition',
  'default',
  'deadline',
  'retryPolicy',
  'hedging',
  'circuitBreaker',
  'bulkhead',
  'fallbackStrategy',
  'supportsBatching',
  'deduplicate',
]

function expectationOf(integration: Integration): (status: number) => boolean {
  const statuses = 'expectedStatuses' in integration ? integration.expectedStatuses : []
  return Array.isArray(statuses) && statuses.length > 0
    ? statusMatcher(statuses.map(String))
    : () => true
}

function guardOf({ authentication }: Sections, deps: CompileDeps, id: string) {
  return authentication === undefined
    ? undefined
    : compileAuthentication(authentication, deps.auth, id)
}
