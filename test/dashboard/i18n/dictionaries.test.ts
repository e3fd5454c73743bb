import { flatten } from '@solid-primitives/i18n'
import { expect, test } from 'vitest'

import { en } from '../../../dashboard/src/i18n/en.ts'
import { formatsOf } from '../../../dashboard/src/i18n/formats.ts'
import { fr } from '../../../dashboard/src/i18n/fr.ts'
import { schemaKeywords as englishKeywords } from '../../../dashboard/src/i18n/schema-keywords.en.ts'
import { schemaKeywords as frenchKeywords } from '../../../dashboard/src/i18n/schema-keywords.fr.ts'
import { preferredLocale } from '../../../dashboard/src/i18n/locale.ts'

const english = { ...flatten(en), ...englishKeywords } as Record<string, unknown>
const french = { ...flatten(fr), ...frenchKeywords } as Record<string, unknown>
const holes = (text: unknown) => [...String(text).matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((m) => m[1])

/** Words of configuration fields come from the contract in English: only the translations are listed. */
const isFieldWord = (key: string) => /^builder\.(titles|hints)\./.test(key)

test('both languages have the same keys', () => {
  const keysOf = (dictionary: object) =>
    Object.keys(dictionary)
      .filter((key) => !isFieldWord(key))
      .sort()
  expect(keysOf(french)).toEqual(keysOf(english))
})

test('both languages fill in the same values', () => {
  const texts = Object.entries(english).filter(([, text]) => typeof text === 'string')
  for (const [key, text] of texts) {
    expect([key, holes(french[key]).sort()]).toEqual([key, holes(text).sort()])
  }
})

test('no text is empty', () => {
  for (const [key, text] of [...Object.entries(english), ...Object.entries(french)]) {
    expect([key, text === '']).toEqual([key, false])
  }
})

test('the browser decides the first language', () => {
  expect(preferredLocale(['fr-CA', 'en'])).toBe('fr')
  expect(preferredLocale(['de', 'en-GB'])).toBe('en')
  expect(preferredLocale([])).toBe('en')
})

test('numbers and times follow the language', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  const french_ = formatsOf(() => 'fr')
  expect(formatsOf(() => 'en').relative('2026-11-24T11:57:00Z', now)).toBe('3 minutes ago')
  expect(french_.relative('2026-11-24T11:57:00Z', now)).toBe('il y a 3 minutes')
  expect(french_.number(1_234.5)).toMatch(/^1\s234,5$/)
})
