import { expect, test } from 'vitest'

import { score } from '../../../dashboard/src/lib/score.ts'

const best = (titles: readonly string[], query: string) =>
  [...titles].sort((one, other) => score(other, query) - score(one, query))[0]

test('finds subsequences and refuses what is not one', () => {
  expect(score('New endpoint', 'nep')).toBeGreaterThan(0)
  expect(score('New endpoint', 'xyz')).toBe(0)
})

test('prefers word starts and whole runs', () => {
  expect(best(['Appearance', 'New endpoint'], 'ne')).toBe('New endpoint')
  expect(best(['Use the light theme', 'Settings'], 'set')).toBe('Settings')
})

test('ignores case and accents', () => {
  expect(score('Paramètres', 'parametres')).toBeGreaterThan(0)
})
