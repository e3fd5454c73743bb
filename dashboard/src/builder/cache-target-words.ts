import type { Translate } from '../i18n/index.ts'
import type { CacheTarget } from './cache-links.ts'

/** What is forgotten, each said once. */
export const targetWords = (t: Translate, targets: readonly CacheTarget[]): string[] => [
  ...new Set(targets.map((target) => wordsOf(t, target))),
]

function wordsOf(t: Translate, target: CacheTarget): string {
  if (target.kind === 'tag') return target.tag
  return target.kind === 'parameters'
    ? t('builder.cache.ofSameParameters', { parameters: target.names.join(', ') })
    : t(`builder.cache.${target.kind}`)
}
