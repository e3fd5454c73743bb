import { endpointTag, fillTag, paramsTag, pathTag, userTag } from './cache/tags.ts'
import { normalisePath } from './route/normalise-path.ts'
import type { RouteHit, Router } from './route/router.ts'
import type { Invalidation } from './route/types.ts'

/** A write that has been answered. */
export interface Write extends RouteHit {
  readonly answer: Pick<Response, 'status' | 'headers'>
  readonly url: string
  /** Normalised, below the base path. */
  readonly path: string
  /** Origin and base path of this gateway as it was called. */
  readonly base: string
  readonly router: Router
}

/**
 * What a write makes wrong when it succeeds: what rules say, the same path, and the paths that Location and
 * Content-Location name at this gateway (RFC 9111 4.4). Empty for nearly every write.
 */
export function tagsOfWrite({ entry, rawParams, answer, ...write }: Write): readonly string[] {
  const { status, headers } = answer
  if (status < 200 || status >= 400) return []
  const tags = (entry.invalidates ?? []).flatMap((one) => tagOf(one, rawParams) ?? [])
  if (!write.router.hasCaches) return tags
  const named = ['location', 'content-location'].map((name) => pathOf(headers.get(name), write))
  const paths = [write.path, ...named].filter((path) => isCached(path, write.router))
  return [...tags, ...paths.map(pathTag)]
}

function tagOf(invalidation: Invalidation, rawParams: RouteHit['rawParams']): string | undefined {
  if ('tag' in invalidation) {
    const filled = fillTag(invalidation.tag, rawParams)
    return filled === undefined ? undefined : userTag(filled)
  }
  const { endpointId, params } = invalidation
  if (params === undefined) return endpointTag(endpointId)
  const values = Object.entries(params).map(([name, of]) => [name, rawParams[of] ?? ''])
  return paramsTag(endpointId, Object.fromEntries(values))
}

/**
 * The path below the base path that a URL reference names; undefined: none, or somebody else's. A service that is
 * called by the paths of its endpoints does not know of the base path, so a path without it counts too.
 */
function pathOf(
  reference: string | null,
  { url, base }: Pick<Write, 'url' | 'base'>,
): string | undefined {
  if (reference === null || !URL.canParse(reference, url)) return undefined
  const { origin, pathname } = new URL(reference, url)
  if (origin !== new URL(base).origin) return undefined
  const whole = origin + pathname
  const path = normalisePath(whole.startsWith(`${base}/`) ? whole.slice(base.length) : pathname)
  return typeof path === 'string' ? path : undefined
}

function isCached(path: string | undefined, router: Router): path is string {
  const match = path === undefined ? undefined : router.match('GET', path)
  return match !== undefined && 'entry' in match && match.entry.caches === true
}
