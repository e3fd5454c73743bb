import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { root } from '../../scripts/lib/paths.ts'
import { bombsOf } from '../support/documented-bombs.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type ProcessMemory, runtimeMemory } from '../support/process-memory.ts'

const bombs = bombsOf(readFileSync(`${root}docs/bombs.md`, 'utf8'))
const maxGrowthBytes = 64 * 1_048_576
const maxDurationMs = 500
const runs = 3

let gateway: TestGateway
let memory: ProcessMemory | undefined

beforeAll(async () => {
  gateway = await startGateway()
  memory = runtimeMemory()
  // Code is compiled, and the heap has grown to what the gateway itself needs: nothing of a bomb yet.
  for (let round = 0; round < 100; round += 1)
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are measured
    await evaluate('$sum([1..100].($ * 2))')
})
afterAll(() => gateway.stop())

interface Evaluation {
  readonly output?: unknown
  readonly errors: readonly { readonly code: string }[]
}

const evaluate = (expression: string) =>
  gateway.api.call<Evaluation>('POST', '/transformations/test', { expression, input: null })

describe('bombs in the real runtime', () => {
  it('are at least twenty', () => {
    expect(bombs.length).toBeGreaterThanOrEqual(20)
  })

  it.each(bombs)('$name', async ({ source }) => {
    const growths: number[] = []
    let fastestMs = Infinity
    for (let run = 0; run < runs; run += 1) {
      const before = memory?.residentBytes() ?? 0
      memory?.forgetPeak()
      const startedMs = performance.now()
      // oxlint-disable-next-line no-await-in-loop -- one at a time is measured
      const { errors } = await evaluate(source)
      fastestMs = Math.min(fastestMs, performance.now() - startedMs)
      growths.push((memory?.peakBytes() ?? 0) - before)
      // A limit must stop it: failing for another reason would prove nothing.
      expect(errors).toMatchObject([{ code: expect.stringMatching(/^(fuel|size)$/) }])
    }
    if (memory !== undefined) expect(Math.max(...growths)).toBeLessThan(maxGrowthBytes)
    expect(fastestMs).toBeLessThan(maxDurationMs)
  })

  it.skipIf(process.platform !== 'linux')('are measured', () => {
    expect(memory).toBeDefined()
  })
})
