import type { Locale } from '../../i18n/locale.ts'

/** What the keywords of JSON Schema mean, in one language. */
export async function keywordWords(locale: Locale): Promise<Readonly<Record<string, string>>> {
  return locale === 'fr'
    ? (await import('../../i18n/schema-keywords.fr.ts')).schemaKeywords
    : (await import('../../i18n/schema-keywords.en.ts')).schemaKeywords
}
