export { I18nProvider, useI18n } from './provider.tsx'
export type { I18n, Translate } from './provider.tsx'
export { loadDictionary } from './locale.ts'
export type { Dictionary } from './locale.ts'
