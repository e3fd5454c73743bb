import { describe, expect, it } from 'vitest'

import { idempotencyNotes } from '../../../dashboard/src/builder/idempotency-notes.ts'

const words = (settings: unknown) => idempotencyNotes(settings).map(({ word }) => word)

describe('what the Idempotency section tells of callers', () => {
  it('follows the settings', () => {
    expect(words(undefined)).toEqual(['off'])
    expect(words({ enabled: true })).toEqual(['optional', 'again', 'unknown'])
    expect(words({ enabled: true, required: true, upstreamIsIdempotent: true })).toEqual([
      'required',
      'again',
      'resent',
    ])
  })

  it('names how long answers are remembered, in hours', () => {
    const hours = (ttlSeconds: number) =>
      idempotencyNotes({ enabled: true, ttlSeconds }).find(({ word }) => word === 'again')?.values
    expect([hours(86_400), hours(5_400)]).toEqual([{ hours: 24 }, { hours: 1.5 }])
  })

  it('says nothing of settings that cannot be read', () => {
    expect(words({ enabled: true, ttlSeconds: 1 })).toEqual([])
  })
})
