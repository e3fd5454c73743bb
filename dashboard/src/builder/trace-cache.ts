import type { TraceSpan } from '#contract/trace.ts'

import type { Translate } from '../i18n/index.ts'

interface CacheWords {
  readonly verdict: string | undefined
  /** What the answer is found and forgotten by. */
  readonly lines: readonly { readonly key: string; readonly name: string; readonly value: string }[]
}

/** What the cache decided and why, as the spans `cache` of a trace tell it. */
export function cacheWords(t: Translate, { detail }: TraceSpan): CacheWords {
  const { key, tags } = detail
  const { path = '', query = '', partition } = Object(key)
  const isKnown = key !== undefined
  const partitions: Readonly<Record<string, string>> = {
    consumer: t('builder.cache.partitions.consumer'),
    shared: t('builder.cache.partitions.shared'),
  }
  const lines = [
    ...(isKnown ? [line(t('builder.cache.key'), `GET ${path}${query}`)] : []),
    ...(isKnown
      ? [line(t('builder.cache.partition'), partitions[String(partition)] ?? String(partition))]
      : []),
    ...(Array.isArray(tags) ? [line(t('builder.cache.tags'), tags.join(', '))] : []),
  ]
  return { verdict: verdictOf(t, detail), lines }
}

const line = (name: string, value: string) => ({ key: 'cache', name, value })

type Detail = TraceSpan['detail']

function verdictOf(t: Translate, detail: Detail): string | undefined {
  const { verdict, stored, why } = detail
  const reason = String(why)
  if (typeof verdict !== 'string') return undefined
  if (verdict === 'stale') return staleWords(t, detail, reason)
  if (stored === false) return t('builder.cache.trace.notStored', { why: reasonOf(t, reason) })
  if (stored === true) return storedWords(t, detail)
  if (verdict === 'bypass') return t('builder.cache.trace.bypass', { why: reasonOf(t, reason) })
  if (verdict === 'hit' && reason !== 'collapsed')
    return t('builder.cache.trace.hit', { tier: tierOf(t, detail), seconds: ageOf(detail) })
  return reasonOf(t, reason)
}

function storedWords(t: Translate, detail: Detail): string {
  const seconds = Math.max(0, Number(detail['ttlSeconds'] ?? 0))
  const isConfirmed = detail['verdict'] === 'revalidated'
  return t(`builder.cache.trace.${isConfirmed ? 'confirmed' : 'stored'}`, { seconds })
}

/** `stale-if-error: 503`: the cause stands behind the reason. */
function staleWords(t: Translate, detail: Detail, reason: string): string {
  const [name = '', cause] = reason.split(': ')
  const why = cause === undefined ? reasonOf(t, name) : failureOf(t, cause)
  return t('builder.cache.trace.stale', { tier: tierOf(t, detail), seconds: ageOf(detail), why })
}

/** A status of the service, or the code of a refusal. */
function failureOf(t: Translate, cause: string): string {
  return /^\d+$/.test(cause)
    ? t('builder.cache.trace.standsIn', { status: cause })
    : reasonOf(t, cause)
}

/** In words; a reason that is not known here is said as it is. */
function reasonOf(t: Translate, reason: string): string {
  const own = t(`builder.cache.trace.why.${reason}`) as string | undefined
  return own ?? (t(`builder.trace.refused.${reason}`) as string | undefined) ?? reason
}

function tierOf(t: Translate, { tier }: Detail): string {
  const words: Readonly<Record<string, string>> = {
    kv: t('builder.cache.tiers.kv'),
    database: t('builder.cache.tiers.database'),
  }
  return words[String(tier)] ?? t('builder.cache.tiers.memory')
}

const ageOf = ({ ageSeconds }: Detail): number => Number(ageSeconds ?? 0)
