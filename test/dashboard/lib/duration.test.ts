import { describe, expect, it } from 'vitest'

import { durationText, parseDuration } from '../../../dashboard/src/lib/duration.ts'

describe('a duration', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['5 min', 300],
    ['1 h 30 min', 5_400],
    ['1d12h', 129_600],
    ['2 jours', 172_800],
    ['1 Day 1 min', 86_460],
    ['0', 0],
  ])('is read as people write it: %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  it.each(['', 'soon', '1.5 h', '-5', '5 fortnights', '5 min ago', 'constructor'])(
    'is nothing else: %s',
    (text) => {
      expect(parseDuration(text)).toBeUndefined()
    },
  )

  it.each([
    [0, '0 s', '0 s'],
    [60, '60 s', '60 s'],
    [119, '119 s', '119 s'],
    [120, '2 min', '2 min'],
    [3_661, '1 h 1 min 1 s', '1 h 1 min 1 s'],
    [86_460, '1 day 1 min', '1 jour 1 min'],
    [31_536_000, '365 days', '365 jours'],
  ])('is said exactly: %i', (seconds, english, french) => {
    expect(durationText('en', seconds)).toBe(english)
    expect(durationText('fr', seconds)).toBe(french)
    expect([english, french].map(parseDuration)).toEqual([seconds, seconds])
  })
})
