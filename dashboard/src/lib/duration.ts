import type { Locale } from '../i18n/locale.ts'

const units = [
  { seconds: 86_400, names: /^(d|j|days?|jours?)$/ },
  { seconds: 3_600, names: /^(h|hours?|heures?)$/ },
  { seconds: 60, names: /^(m|min|minutes?)$/ },
  { seconds: 1, names: /^(s|sec|seconds?|secondes?)$/ },
] as const

const dayNames: Readonly<Record<Locale, readonly [one: string, many: string]>> = {
  en: ['day', 'days'],
  fr: ['jour', 'jours'],
}
/** Up to two minutes stay seconds: 60 s, 90 s. */
const fewSeconds = 120

/** `90` and `1 min 30 s` → 90. Undefined: no duration of whole seconds. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+$/.test(trimmed)) return Number(trimmed)
  if (!/^(\d+\s*[a-z]+\s*)+$/.test(trimmed)) return undefined
  let seconds = 0
  for (const [, count, name = ''] of trimmed.matchAll(/(\d+)\s*([a-z]+)/g)) {
    const unit = units.find(({ names }) => names.test(name))
    if (unit === undefined) return undefined
    seconds += Number(count) * unit.seconds
  }
  return seconds
}

/** Exactly, so that it can be read back: 86460 → `1 day 1 min`. */
export function durationText(locale: Locale, seconds: number): string {
  const number = (value: number) => value.toLocaleString(locale, { useGrouping: false })
  if (seconds < fewSeconds) return `${number(seconds)} s`
  const [one, many] = dayNames[locale]
  const days = Math.floor(seconds / 86_400)
  const parts = [
    [days, days === 1 ? one : many],
    [Math.floor((seconds % 86_400) / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${number(count)} ${name}`)
    .join(' ')
}

/** Milliseconds in the unit that people read: 250 ms, 16.4 s, 5 min. */
export function spanText(locale: Locale, ms: number): string {
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 2 })
  if (ms < 1_000) return `${number(ms)} ms`
  return ms < fewSeconds * 1_000 || ms % 1_000 !== 0
    ? `${number(ms / 1_000)} s`
    : durationText(locale, ms / 1_000)
}
