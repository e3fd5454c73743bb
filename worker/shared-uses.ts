import type { EndpointConfig, EndpointDraft } from '#contract/endpoint.ts'
import type { Integration } from '#contract/integration-kinds.ts'
import { isRecord } from '#contract/is-record.ts'
import type { Issue } from '#contract/problem.ts'
import { ownOf, type SharedOrigins, type SharedUse, sharedUse } from '#contract/shared-use.ts'

/** Pure: drafts refer to shared integrations, configurations have them written out. */

/** A shared integration as it is now. */
export interface SharedDefinition {
  readonly id: string
  readonly revision: number
  readonly config: Integration
}
export type SharedDefinitions = ReadonlyMap<string, SharedDefinition>

/** Ids of the shared integrations that a draft names. */
export function sharedReferences(draft: unknown): string[] {
  const uses = itemsOf(draft).flatMap((item) => readUse(item) ?? [])
  return [...new Set(uses.map((use) => use.integration))]
}

/** A draft with its uses written out. Uses of what does not exist are found by `missingIssues`. */
export function writeOut(draft: unknown, known: SharedDefinitions): unknown {
  if (!isRecord(draft) || !Array.isArray(draft['integrations'])) return draft
  const shared: Record<string, SharedOrigins[string]> = {}
  const integrations = itemsOf(draft).map((item) => {
    if (!isUse(item)) return item
    const use = readUse(item)
    const definition = use && known.get(use.integration)
    if (use === undefined || definition === undefined) return standIn(item)
    shared[use.id] = { integration: definition.id, revision: definition.revision }
    return written(use, definition)
  })
  const { shared: _, ...rest } = draft
  return { ...rest, integrations, ...(Object.keys(shared).length > 0 && { shared }) }
}

/** A published configuration with another revision of one shared integration: all else stays as it is. */
export function renewed(config: EndpointConfig, definition: SharedDefinition): EndpointConfig {
  const { shared = {} } = config
  const isUsed = (id: string) => originIn(shared, id)?.integration === definition.id
  const { id: integration, revision } = definition
  const origins = Object.entries(shared).map(
    ([id, origin]) => [id, isUsed(id) ? { integration, revision } : origin] as const,
  )
  return {
    ...config,
    integrations: config.integrations.map((item) =>
      isUsed(item.id) ? written(item, definition) : item,
    ),
    shared: Object.fromEntries(origins),
  }
}

/** A published configuration as its author wrote it. */
export function asDraft({ shared = {}, ...config }: EndpointConfig): EndpointDraft {
  const integrations = config.integrations.map((item) => {
    const origin = originIn(shared, item.id)
    if (origin === undefined) return item
    return { ...ownOf(item), type: 'shared' as const, integration: origin.integration }
  })
  return { ...config, integrations }
}

/** Of an integration that was written out. An id may be `constructor`. */
export function originIn(shared: SharedOrigins, id: string): SharedOrigins[string] | undefined {
  return Object.hasOwn(shared, id) ? shared[id] : undefined
}

/** Names that a version gives to a shared integration, and the revision it contains. */
export function usesIn(
  { shared = {} }: Pick<EndpointConfig, 'shared'>,
  integration: string,
): { readonly ids: string[]; readonly revision: number } | undefined {
  const uses = Object.entries(shared).filter(([, origin]) => origin.integration === integration)
  const [first] = uses
  return first && { ids: uses.map(([id]) => id), revision: first[1].revision }
}

/** unknown_shared_integration. */
export function missingIssues(draft: unknown, known: SharedDefinitions): Issue[] {
  return itemsOf(draft).flatMap((item, at) => {
    const use = readUse(item)
    if (use === undefined || known.has(use.integration)) return []
    const message = `There is no shared integration ${use.integration}; write the id of one under Integrations, or an integration of this endpoint's own`
    return [
      { pointer: `/integrations/${at}/integration`, code: 'unknown_shared_integration', message },
    ]
  })
}

/** What is wrong inside of a shared integration, told where the draft names it. */
export function atUses(
  issues: readonly Issue[],
  integrations: readonly unknown[],
  known: SharedDefinitions,
): Issue[] {
  return issues.map((found) => {
    const [, at = '', inside = ''] = /^\/integrations\/(\d+)(\/.+)?$/.exec(found.pointer) ?? []
    const use = readUse(integrations[Number(at || -1)])
    if (use === undefined || inside === '/id') return found
    const where = [placeOf(use, known), inside].filter((part) => part !== '').join(' ')
    const pointer = `/integrations/${at}/integration`
    return { pointer, code: found.code, message: `${where}: ${found.message}` }
  })
}

function placeOf(use: SharedUse, known: SharedDefinitions): string {
  const found = known.get(use.integration)
  if (found === undefined) return use.integration
  return `${found.config.name || found.config.id}, revision ${found.revision}`
}

/** True where an author refers to a shared integration, well or badly. */
export function isUse(item: unknown): boolean {
  return isRecord(item) && item['type'] === 'shared'
}

export function itemsOf(draft: unknown): readonly unknown[] {
  const items = isRecord(draft) ? draft['integrations'] : undefined
  return Array.isArray(items) ? items : []
}

function readUse(item: unknown): SharedUse | undefined {
  return sharedUse.safeParse(item).data
}

function written(own: Parameters<typeof ownOf>[0], { config }: SharedDefinition): Integration {
  return { ...config, ...ownOf(own) }
}

/** In place of what cannot be written out, so that its readers are not told that it is missing, too. */
function standIn(item: unknown): unknown {
  const id = isRecord(item) ? item['id'] : undefined
  return { id, type: 'http', endpoint: 'https://example.com/' }
}
