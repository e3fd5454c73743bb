import { caching, type Caching } from '#contract/caching.ts'

import { valueAt } from './pointer.ts'

/** How a configuration caches, defaults filled in; undefined while it cannot be read. */
export function cacheSettings(config: unknown): Caching | undefined {
  const parsed = caching.safeParse(valueAt(config, '/caching') ?? {})
  return parsed.success ? parsed.data : undefined
}

/** Whether callers need a credential: then not everybody may get the same answer. */
export function isAuthenticated(config: unknown): boolean {
  const type = valueAt(config, '/authentication/type')
  return type !== undefined && type !== 'none'
}
