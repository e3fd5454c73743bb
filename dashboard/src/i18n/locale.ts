import type { en } from './en.ts'

export const locales = ['en', 'fr'] as const
export type Locale = (typeof locales)[number]

/** Each language in its own words. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', fr: 'Français' }

/** The English dictionary is the shape; the others satisfy it. */
export type Dictionary = typeof en

/** Loads one language: only the one shown is downloaded. */
export async function loadDictionary(locale: Locale): Promise<Dictionary> {
  return locale === 'fr' ? (await import('./fr.ts')).fr : (await import('./en.ts')).en
}

/** The first supported language of the browser. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const found = locales.find((locale) => language.toLowerCase().startsWith(locale))
    if (found !== undefined) return found
  }
  return 'en'
}
