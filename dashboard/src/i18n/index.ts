export { I18nProvider, useI18n } from './provider.tsx'
export type { I18n, Translate } from './provider.tsx'
export { loadDictionary, locales, localeNames } from './locale.ts'
export type { Dictionary, Locale } from './locale.ts'
