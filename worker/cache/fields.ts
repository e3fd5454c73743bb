import { caching } from '#contract/caching.ts'

const { enabled: _enabled, strategy: _strategy, ...rest } = caching.shape

/** What the form of every tier shows: the section without the choice of the tier. */
export const fields = rest
