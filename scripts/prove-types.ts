// `npm run prove:types [-- <cases> [<seed>]]`: what the types say of random expressions, held against JSONata itself.
import * as fc from 'fast-check'

import { loadLibrary } from '../worker/expression/library.ts'
import { typedSamples } from '../test/support/random-typed.ts'
import { verdictOf } from '../test/support/typed-oracle.ts'

await loadLibrary()
const [cases = 50_000, seed = Date.now() & 0x7fffffff] = process.argv.slice(2).map(Number)
const counts = { refused: 0, errors: 0, warnings: 0, values: 0, clean: 0 }
await fc.assert(
  fc.asyncProperty(typedSamples, async (sample) => {
    const verdict = await verdictOf(sample)
    if (verdict === undefined) return void (counts.refused += 1)
    const { findings, values, lie } = verdict
    if (findings.length === 0) counts.clean += 1
    if (findings.some(({ severity }) => severity === 'error')) counts.errors += 1
    if (findings.some(({ severity }) => severity === 'warning')) counts.warnings += 1
    counts.values += values
    if (lie !== undefined)
      throw new Error(`${sample.source}\n${JSON.stringify(sample.schema)}\n${lie}`)
  }),
  { numRuns: cases, seed },
)
console.log(JSON.stringify({ cases, seed, ...counts }))
