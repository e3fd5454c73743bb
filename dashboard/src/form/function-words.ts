import type { Locale } from '../i18n/locale.ts'

/** What each function of JSONata does, in one line; loaded when first asked for. */
export async function functionWords(locale: Locale): Promise<Readonly<Record<string, string>>> {
  return locale === 'fr'
    ? (await import('../i18n/jsonata-functions.fr.ts')).jsonataWords
    : (await import('../i18n/jsonata-functions.en.ts')).jsonataWords
}
