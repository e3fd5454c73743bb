import {
  flatten,
  resolveTemplate,
  type Translator,
  translator,
  type Flatten,
} from '@solid-primitives/i18n'
import { createContext, createMemo, type JSX, useContext } from 'solid-js'

import { type Formats, formatsOf } from './formats.ts'
import type { Dictionary, Locale } from './locale.ts'

export type Translate = Translator<Flatten<Dictionary>>

export interface I18n {
  readonly t: Translate
  readonly locale: () => Locale
  /** Numbers, dates and durations in the language shown. */
  readonly format: Formats
}

const I18nContext = createContext<I18n>()

interface I18nProviderProps {
  readonly locale: Locale
  readonly dictionary: Dictionary
  readonly children: JSX.Element
}

export function I18nProvider(props: I18nProviderProps) {
  const flat = createMemo(() => flatten(props.dictionary))
  const value: I18n = {
    t: translator(flat, resolveTemplate),
    locale: () => props.locale,
    format: formatsOf(() => props.locale),
  }
  return <I18nContext.Provider value={value}>{props.children}</I18nContext.Provider>
}

/** Throws outside I18nProvider: a component without words is a bug, not a fallback. */
export function useI18n(): I18n {
  const context = useContext(I18nContext)
  if (context === undefined) throw new Error('useI18n needs an I18nProvider above it')
  return context
}
