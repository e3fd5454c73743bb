import { cacheLinks, type CacheTarget, pathOf } from './cache-links.ts'
import { cacheSettings } from './cache-settings.ts'
import { pathParts } from './path-template.ts'
import { valueAt } from './pointer.ts'

/** A live endpoint that is read, with its draft. */
export interface CacheReader {
  readonly id: string
  readonly config: unknown
}

/** What a write forgets of another endpoint. */
export interface ForgottenReader {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly targets: readonly CacheTarget[]
}

/** Which of these endpoints forget something when `POST /orders/{id}` succeeds, by their drafts. */
export function forgottenBy(write: string, readers: readonly CacheReader[]): ForgottenReader[] {
  return readers.flatMap(({ id, config }) => {
    const settings = cacheSettings(config)
    if (settings?.enabled !== true) return []
    const path = String(valueAt(config, '/path') ?? '')
    const ruled = cacheLinks(path, settings.invalidationRules)
      .filter((link) => shapeOf(link.write) === shapeOf(write))
      .flatMap(({ targets }) => targets)
    const isSame = shapeOf(path) === shapeOf(pathOf(write))
    const targets = [...ruled, ...(isSame ? [{ kind: 'samePath' as const }] : [])]
    if (targets.length === 0) return []
    return [{ id, name: String(valueAt(config, '/name') ?? ''), path, targets }]
  })
}

/** Names of parameters do not matter: `/orders/{id}` is `/orders/{order}`. */
const shapeOf = (template: string): string =>
  pathParts(template)
    .map(({ text, isParameter }) => (isParameter ? '{}' : text))
    .join('')
