import type { I18n } from '../i18n/index.ts'
import { type FirstRefusal, type Policy, type Preview, quotaLastsMs } from './rate-limit-preview.ts'

/** What a preview shows, in sentences. */
export function previewSentences(i18n: I18n, policies: readonly Policy[], seen: Preview): string[] {
  const quotas = policies.flatMap((policy) => {
    const lastsMs = quotaLastsMs(policy, seen)
    if (lastsMs === undefined) return []
    const time = timeWords(i18n, lastsMs)
    return [i18n.t('builder.rateLimit.preview.quota', { name: policy.name, time })]
  })
  // Among several it matters which.
  const naming = ({ by }: FirstRefusal) =>
    policies.length === 1 ? '' : i18n.t('builder.rateLimit.preview.by', { name: by })
  return [...admissions(i18n, seen, naming), ...shadows(i18n, seen, naming), ...quotas]
}

type Naming = (refusal: FirstRefusal) => string

function admissions(i18n: I18n, { admitted, firstRefusal }: Preview, naming: Naming): string[] {
  const { t, format } = i18n
  const [first, second] = admitted
  if (firstRefusal === undefined)
    return [t('builder.rateLimit.preview.allAdmitted', { sent: first + second })]
  const words = { after: timeWords(i18n, firstRefusal.atMs), by: naming(firstRefusal) }
  const seconds = firstRefusal.retryAfterSeconds
  return [
    t('builder.rateLimit.preview.admitted', { first, second }),
    seconds === undefined
      ? t('builder.rateLimit.preview.refusedUntil', words)
      : t('builder.rateLimit.preview.refused', { ...words, wait: `${format.number(seconds)} s` }),
  ]
}

function shadows(i18n: I18n, { shadow, firstShadow }: Preview, naming: Naming): string[] {
  if (firstShadow === undefined) return []
  const words = { after: timeWords(i18n, firstShadow.atMs), by: naming(firstShadow) }
  return [i18n.t('builder.rateLimit.preview.shadow', { count: shadow, ...words })]
}

/** In the largest unit that still says something. */
export const timeWords = ({ t }: I18n, ms: number): string =>
  t('builder.rateLimit.preview.time', { seconds: ms / 1_000 })
