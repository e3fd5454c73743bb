import { type Purged, purgeWithinSeconds } from '#contract/cache-routes.ts'
import type { EndpointMethod } from '#contract/endpoint.ts'

import { endpointTag, pathTag, userTag } from '../cache/tags.ts'
import { cacheUsageOf } from '../db/cache-usage.ts'
import { purgeStatements } from '../db/cache-purges.ts'
import { type AuditEntry, commit } from '../db/commit.ts'
import type { EndpointRow } from '../db/endpoints.ts'
import { findVersion, liveWriters } from '../db/versions.ts'
import { Problem } from '../problem.ts'
import { isRejection } from '../rejection.ts'
import { readWriteRoute } from '../route/invalidations.ts'
import { normalisePath } from '../route/normalise-path.ts'
import { mayOverlap, parsePathPattern, routeKeyOf } from '../route/path-pattern.ts'
import { buildRouter } from '../route/router.ts'
import type { Services } from '../services.ts'
import { auditEntry } from './audit-entry.ts'
import { existingEndpoint } from './endpoints.ts'
import type { Handlers } from './types.ts'

const usageDays = 30
const dayMs = 86_400_000

export const cacheHandlers: Handlers<
  'purgeEndpoint' | 'purgeCache' | 'endpointPurgedBy' | 'endpointCacheUsage'
> = {
  async purgeEndpoint(call) {
    const { services, body, actor } = call
    const row = await existingEndpoint(services, call.params.id)
    const named = {
      tags: body.scope === 'tags' ? body.tags : [],
      path: body.scope === 'path' ? await pathOf(body.path, row, services) : null,
    }
    const tags = [
      ...(body.scope === 'all' ? [endpointTag(row.id)] : []),
      ...named.tags.map(userTag),
      ...(named.path === null ? [] : [pathTag(named.path)]),
    ]
    const details = { scope: body.scope, ...named }
    await purge(services, tags, auditEntry(call, actor, 'endpoint.purge', { ...row, details }))
    return { output: purged(details) }
  },

  async purgeCache(call) {
    const { services, body, actor } = call
    const details = { scope: 'tags', tags: body.tags, path: null } as const
    const target = { id: 'cache', name: 'Cache', details }
    await purge(services, body.tags.map(userTag), auditEntry(call, actor, 'cache.purge', target))
    return { output: purged(details) }
  },

  async endpointPurgedBy({ services, params }) {
    const row = await existingEndpoint(services, params.id)
    const writers = (await liveWriters(services.db)).flatMap((writer) => {
      const pattern = parsePathPattern(writer.path)
      return 'fault' in pattern ? [] : { writer, pattern }
    })
    const own = parsePathPattern(row.draft.path)
    const rules = row.draft.caching.invalidationRules.map(({ on, tags }) => {
      const key = readWriteRoute(on)?.key
      const found = writers.find(
        ({ writer, pattern }) => routeKeyOf(writer.method, pattern) === key,
      )
      return { on, tags, writer: found?.writer ?? null }
    })
    const samePath = writers.filter(({ pattern }) => !('fault' in own) && mayOverlap(own, pattern))
    return { output: { rules, samePath: samePath.map(({ writer }) => writer) } }
  },

  async endpointCacheUsage({ services, params, now }) {
    const row = await existingEndpoint(services, params.id)
    const since = new Date(now - (usageDays - 1) * dayMs).toISOString().slice(0, 10)
    return { output: { items: await cacheUsageOf(services.db, row.id, since) } }
  },
}

/** With its audit record in one batch: both or neither. */
async function purge(
  { cache, db }: Services,
  tags: readonly string[],
  entry: AuditEntry,
): Promise<void> {
  const result = await cache.purges.during(tags, (hashes) =>
    commit(db, entry, { statements: purgeStatements(db, hashes) }),
  )
  if (!result.done) throw new Problem('conflict', { detail: 'Try again' })
}

function purged(what: Omit<Purged, 'withinSeconds'>): Purged {
  return { ...what, withinSeconds: purgeWithinSeconds }
}

/** The path in the form in which it was stored. Throws Problem invalid_input when the endpoint does not answer it. */
async function pathOf(text: string, row: EndpointRow, { settings, db }: Services): Promise<string> {
  const { method, path } = (await findVersion(db, row.id, row.liveVersion ?? 0)) ?? row
  const normalised = normalisePath(text)
  const fault = isRejection(normalised) ? normalised.detail : undefined
  if (typeof normalised === 'string' && fits(normalised, { method, path })) return normalised
  const message =
    fault ?? `Write a path that ${path} answers, below ${settings.basePath} and without the query`
  throw new Problem('invalid_input', {
    issues: [{ pointer: '/path', code: 'invalid_path', message }],
  })
}

function fits(
  path: string,
  of: { readonly method: EndpointMethod; readonly path: string },
): boolean {
  const entry = { endpointId: '', version: 0, ...of }
  const match = buildRouter([entry]).match(of.method, path)
  return match !== undefined && 'entry' in match
}
