// `npm run prove:expressions [-- <cases> [<seed>]]`: random expressions, by closures and by the library.
import * as fc from 'fast-check'

import { loadLibrary } from '../worker/expression/library.ts'
import { compare } from '../test/support/expression-engines.ts'
import { samplesOf } from '../test/support/random-expressions.ts'

await loadLibrary()
const [cases = 200_000, seed = Date.now() & 0x7fffffff] = process.argv.slice(2).map(Number)
const counts = { values: 0, errors: 0, closures: 0, both: 0, library: 0, refused: 0 }
await fc.assert(
  fc.asyncProperty(samplesOf(3), async (sample) => {
    const result = await compare(sample)
    if (result === undefined) counts.refused += 1
    else if (!result.isValue) counts.errors += 1
    else counts[result.by] += 1
    if (result?.isValue === true) counts.values += 1
    if (result?.difference !== undefined)
      throw new Error(
        `${sample.source}\n${JSON.stringify(sample.body)}\n${JSON.stringify(result.difference)}`,
      )
  }),
  { numRuns: cases, seed },
)
console.log(JSON.stringify({ cases, seed, ...counts }))
