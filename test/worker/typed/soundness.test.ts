import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { typedSamples } from '../../support/random-typed.ts'
import { verdictOf } from '../../support/typed-oracle.ts'

describe('what the types say', () => {
  it('is so: what is called wrong never gives a value, and each result is of its type', async () => {
    const seen = { errors: 0, values: 0 }
    await fc.assert(
      fc.asyncProperty(typedSamples, async (sample) => {
        const verdict = await verdictOf(sample)
        if (verdict === undefined) return
        seen.values += verdict.values
        seen.errors += verdict.findings.length
        expect(verdict.lie).toBeUndefined()
      }),
      { numRuns: 1_500 },
    )
    expect(Math.min(seen.errors, seen.values)).toBeGreaterThan(100)
  }, 60_000)
})
