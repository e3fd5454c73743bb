import type { CacheTier, StoredAnswers } from '../cache/types.ts'

export interface AnswerTierDeps {
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Those that have not expired: what a tier keeps longer is not returned. `undefined` in: it could not be read. */
export function usable(
  answers: StoredAnswers | undefined,
  key: string,
  { now, log }: AnswerTierDeps,
): StoredAnswers | undefined {
  if (answers === undefined) {
    log('a cached answer could not be read', { key })
    return undefined
  }
  const left = answers.filter(({ expiresAt }) => expiresAt > now())
  return left.length === 0 ? undefined : left
}

/** When the last of them expires. */
export function lastExpiry(answers: StoredAnswers): number {
  return answers.reduce((last, { expiresAt }) => Math.max(last, expiresAt), 0)
}

/** A tier whose storage may fail: then there is nothing in it, and nothing is kept. */
export function forgiving(
  tier: CacheTier,
  name: string,
  log: AnswerTierDeps['log'],
): CacheTier {
  const failed = (operation: string) => (error: unknown) => {
    log('a tier of the cache does not answer', { tier: name, operation, error })
    return undefined
  }
  return {
    get: async (key) => await Promise.resolve(tier.get(key)).catch(failed('get')),
    put: async (key, answers) => await Promise.resolve(tier.put(key, answers)).catch(failed('put')),
    delete: async (key) => await Promise.resolve(tier.delete(key)).catch(failed('delete')),
  }
}
