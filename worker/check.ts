import { defaultBudget } from '#contract/composition.ts'
import { type EndpointConfig, endpointConfig } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'

import { availabilityIssues } from './check/availability.ts'
import { collect } from './collect-issues.ts'
import { compileTelling } from './cache/index.ts'
import { cachingIssues } from './check/caching.ts'
import { placedRules, sandboxIssues } from './check/code.ts'
import { compositionIssues } from './check/composition.ts'
import { idempotencyIssues } from './check/idempotency.ts'
import { parameterIssues } from './check/parameters.ts'
import { resilienceIssues, standbyIssues } from './check/resilience.ts'
import { schemaIssues } from './check/schemas.ts'
import { secretIssues, type SecretOrigins } from './check/secrets.ts'
import { readSections, type Sections } from './check/sections.ts'
import { shapeIssues } from './check/shape.ts'
import { typeIssues } from './check/types.ts'
import { webhookIssues } from './check/webhook.ts'
import {
  type CompileDeps,
  compileAuthentication,
  compileIntegration,
  compileLimits,
  compileResponse,
  compileTransformation,
  factsOf,
} from './compile.ts'
import { type CallerReads, mergeReads } from './expression/index.ts'
import { integrations } from './integrations/index.ts'
import { dependencyIssues } from './integrations/plan.ts'
import { type Dependent, withAlternatives } from './integrations/standby.ts'
import { parsePathPattern } from './route/path-pattern.ts'

/** The parsed configuration, or everything that is wrong with it. */
type CheckResult = { config: EndpointConfig } | { issues: Issue[] }

/**
 * Everything that keeps a configuration from running at once, sorted by JSON Pointer, or the parsed configuration.
 * A part that is wrong does not keep the others from being checked. `secrets` are those it names, as far as they exist.
 */
export function check(input: unknown, deps: CompileDeps, secrets: SecretOrigins): CheckResult {
  return checkSections(input, readSections(input), { deps, secrets })
}

/** The same for what an author writes: the types of its expressions refuse it, too, or warn. */
export function checkAuthored(
  input: unknown,
  deps: CompileDeps,
  secrets: SecretOrigins,
): CheckResult & { warnings: Issue[] } {
  const sections = readSections(input)
  const types = typeIssues(sections)
  const checked = checkSections(input, sections, { deps, secrets })
  const warnings = sortedIssues(types.warnings)
  if (types.issues.length === 0) return { ...checked, warnings }
  const others = 'issues' in checked ? checked.issues : []
  return { issues: sortedIssues([...others, ...types.issues]), warnings }
}

function checkSections(
  input: unknown,
  sections: Sections,
  { deps, secrets }: { deps: CompileDeps; secrets: SecretOrigins },
): CheckResult {
  const parsed = endpointConfig.safeParse(input)
  const issues = [
    ...(parsed.success ? [] : shapeIssues(parsed.error, input)),
    ...pathIssues(sections.path),
    ...availabilityIssues(sections),
    ...idempotencyIssues(sections),
    ...cachingIssues(sections),
    ...secretIssues(sections, secrets),
    ...duplicateIssues(sections.integrations, '/integrations'),
    ...duplicateIssues(sections.transformations, '/transformations'),
    ...parameterIssues(sections),
    ...schemaIssues(sections),
    ...resilienceIssues(sections),
    ...compositionIssues(sections, deps.budget ?? defaultBudget),
    ...webhookIssues(sections),
    ...sandboxIssues(placedRules(sections), deps),
    ...compileIssues(sections, deps),
  ]
  return parsed.success && issues.length === 0
    ? { config: parsed.data }
    : { issues: sortedIssues(issues) }
}

function pathIssues(path: string | undefined): Issue[] {
  const pattern = path === undefined ? undefined : parsePathPattern(path)
  if (pattern === undefined || !('fault' in pattern)) return []
  return [{ pointer: '/path', code: 'invalid_path', message: pattern.fault }]
}

function duplicateIssues(
  list: readonly ({ readonly id: string } | undefined)[],
  pointer: string,
): Issue[] {
  return list.flatMap((item, at) => {
    const first = list.findIndex((other) => other !== undefined && other.id === item?.id)
    if (item === undefined || first === at) return []
    const message = `${pointer}/${first} is called ${item.id} too; write another id`
    return [{ pointer: `${pointer}/${at}/id`, code: 'duplicate_id', message }]
  })
}

/** What only shows when the parts are compiled: expressions, addresses, the order of calls. */
function compileIssues(sections: Sections, deps: CompileDeps): Issue[] {
  const issues: Issue[] = []
  const { authentication, rateLimit } = sections
  if (authentication !== undefined)
    collect(issues, () => compileAuthentication(authentication, deps.auth, ''))
  if (rateLimit !== undefined) collect(issues, () => compileLimits(rateLimit, deps.limits, ''))
  const compiled = compiledIntegrations(sections, deps, issues)
  const rules = sections.transformations.flatMap((config, at) => {
    if (config === undefined) return []
    const result = collect(issues, () => compileTransformation(config, at, deps, ''))
    return result === undefined ? [] : [{ pointer: `/transformations/${at}`, ...result }]
  })
  const { response } = sections
  const answer = response && collect(issues, () => compileResponse(response))
  const templates = [
    ...(answer?.headers.templates ?? []),
    ...(answer?.body ? [answer.body.template] : []),
  ]
  const readers = [
    ...rules,
    ...templates.map((template) => ({ pointer: '/response', integrations: template.integrations })),
  ]
  const sources = [...compiled, ...rules, ...templates]
  collect(issues, () => tellingOf(sections, mergeReads(sources)))
  const consumers = [
    ...readers,
    ...compiled.map(({ at, dependsOn }) => ({
      pointer: `/integrations/${at}`,
      integrations: dependsOn,
    })),
  ]
  return [
    ...issues,
    ...orderIssues(sections, compiled),
    ...unknownIssues(sections, readers),
    ...standbyIssues(sections, consumers),
  ]
}

/** Those that compile, with their places; why the others do not is added to `issues`. */
export function compiledIntegrations(sections: Sections, deps: CompileDeps, issues: Issue[]) {
  const { idempotency: section } = endpointConfig.shape
  const { method = 'GET', request, idempotency = section.parse({}) } = sections
  const facts = factsOf({ method, request, idempotency }, '')
  const others = { passesThrough: false, other: () => undefined }
  return sections.integrations.flatMap((config, at) => {
    if (config === undefined || !integrations.has(config.type)) return []
    const result = collect(issues, () =>
      compileIntegration(config, at, { ...deps, ...facts, ...others }),
    )
    return result === undefined ? [] : [{ at, ...result }]
  })
}

/** What tells answers apart must be known before anything is called. */
function tellingOf({ caching, authentication }: Sections, caller: CallerReads): void {
  if (caching?.enabled === true && authentication !== undefined)
    compileTelling({ caching, authentication }, caller, '/caching')
}

function orderIssues(
  sections: Sections,
  compiled: readonly ({ readonly at: number } & Dependent)[],
): Issue[] {
  // What did not compile still has an id that others may name.
  const nodes = sections.integrations.map(
    (config, at) =>
      compiled.find((node) => node.at === at) ?? {
        id: config?.id ?? '',
        dependsOn: [],
        alternatives: [],
      },
  )
  return dependencyIssues(withAlternatives<Dependent>(nodes), '/integrations')
}

function unknownIssues(
  sections: Sections,
  readers: readonly { readonly pointer: string; readonly integrations: readonly string[] }[],
): Issue[] {
  const ids = sections.integrations.flatMap((config) => (config === undefined ? [] : [config.id]))
  return readers.flatMap(({ pointer, integrations }) =>
    integrations
      .filter((id) => !ids.includes(id))
      .map((id) => ({
        pointer,
        code: 'unknown_integration',
        message: `There is no integration ${id}; ${ids.length === 0 ? 'add it' : `write one of: ${ids.join(', ')}`}`,
      })),
  )
}

/** Document order as far as pointers tell, each finding once. */
export function sortedIssues(issues: readonly Issue[]): Issue[] {
  const byKey = new Map(
    issues.map((found) => [`${found.pointer} ${found.code} ${found.message}`, found]),
  )
  const order = new Intl.Collator('en', { numeric: true })
  return [...byKey.values()].sort((a, b) => order.compare(a.pointer, b.pointer))
}
