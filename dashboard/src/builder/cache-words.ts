import type { Caching } from '#contract/caching.ts'

import type { I18n } from '../i18n/provider.tsx'
import { durationText } from '../lib/duration.ts'
import { cachePhases, isErrorHidden } from './cache-ages.ts'

/** How old an answer may be under these settings, in sentences. */
export function ageSentences({ t, locale }: Pick<I18n, 't' | 'locale'>, of: Caching): string[] {
  const age = (seconds: number) => durationText(locale(), seconds)
  const parts = cachePhases(of).map(({ kind }) => {
    if (kind === 'renewed')
      return t('builder.cache.ages.renewed', { more: age(of.staleWhileRevalidate) })
    if (kind === 'onError') return t('builder.cache.ages.onError', { more: age(of.staleIfError) })
    const whose = of.ttlMode === 'override' ? 'fresh' : 'freshDefault'
    return t(`builder.cache.ages.${whose}`, { age: age(of.ttl) })
  })
  return [
    `${parts.join(t('builder.cache.ages.join'))}.`,
    ...(of.staleWhileRevalidate + of.staleIfError > 0 ? [t('builder.cache.ages.own')] : []),
    ...(isErrorHidden(of) ? [t('builder.cache.ages.hidden')] : []),
    ...(of.negativeTtl > 0 ? [t('builder.cache.ages.negative', { age: age(of.negativeTtl) })] : []),
    ...(of.clientDirectives === 'honour' ? [t('builder.cache.ages.honour')] : []),
    t(`builder.cache.ages.${of.strategy}`),
    t('builder.cache.ages.purged'),
  ]
}
