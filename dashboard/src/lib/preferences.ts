import { createStore } from 'solid-js/store'

import { type Locale, locales, preferredLocale } from '../i18n/locale.ts'

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['comfortable', 'compact'] as const

export interface Preferences {
  readonly theme: (typeof themes)[number]
  readonly density: (typeof densities)[number]
  readonly locale: Locale
  /** Shortcuts of one character, such as `/` and `g o`. */
  readonly singleKeys: boolean
}

/** public/theme.js reads the same entry before first paint. */
const storageKey = 'ecluse.preferences'

const [store, setStore] = createStore<Preferences>(read())

/** How this browser shows the dashboard. Kept in this browser only. */
export const preferences: Preferences = store

export function setPreference<Key extends keyof Preferences>(
  key: Key,
  value: Preferences[Key],
): void {
  setStore({ [key]: value })
  localStorage.setItem(storageKey, JSON.stringify(store))
  applyPreferences()
}

/** Puts theme, density and language on the root element. */
export function applyPreferences(root: HTMLElement = document.documentElement): void {
  if (store.theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = store.theme
  root.dataset['density'] = store.density
  root.lang = store.locale
}

function read(): Preferences {
  const saved = readSaved()
  return {
    theme: oneOf(themes, saved['theme']) ?? 'system',
    density: oneOf(densities, saved['density']) ?? 'comfortable',
    locale: oneOf(locales, saved['locale']) ?? preferredLocale(navigator.languages),
    singleKeys: saved['singleKeys'] !== false,
  }
}

function readSaved(): Readonly<Record<string, unknown>> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}')
    return typeof saved === 'object' && saved !== null ? { ...saved } : {}
  } catch {
    // Blocked or foreign storage: the defaults are right.
    return {}
  }
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((candidate) => candidate === value)
}
