import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { EvaluationRequest, EvaluationResult } from '#contract/transformation-routes.ts'

import { createEvaluation } from '../../../dashboard/src/playground/evaluation.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const answer = (output: unknown): EvaluationResult => ({
  output,
  steps: [],
  errors: [],
  warnings: [],
  cost: { work: 1, maxWork: 100, outputBytes: 1 },
  cases: [],
  coverage: { steps: 0, reached: 0, missed: [], conditions: 0, bothWays: 0, unseen: [] },
})

interface Call {
  readonly input: unknown
  readonly signal: AbortSignal
  readonly answer: (output: unknown) => void
  readonly fail: (error: Error) => void
}

/** An engine that answers when it is told to. */
function open() {
  const calls: Call[] = []
  const [input, setInput] = createSignal<unknown>(1)
  const request = (): EvaluationRequest | undefined =>
    input() === undefined ? undefined : { input: input() }
  const { evaluation, dispose } = createRoot((dispose) => ({
    dispose,
    evaluation: createEvaluation(request, ({ input }, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<EvaluationResult>()
      calls.push({ input, signal, answer: (output) => resolve(answer(output)), fail: reject })
      return promise
    }),
  }))
  return { calls, setInput, evaluation, dispose }
}
const pause = () => vi.advanceTimersByTimeAsync(250)
const settle = () => vi.advanceTimersByTimeAsync(0)

it('asks once when typing pauses, with what is written then', async () => {
  const { calls, setInput } = open()
  setInput(2)
  await vi.advanceTimersByTimeAsync(200)
  setInput(3)
  await vi.advanceTimersByTimeAsync(200)
  expect(calls).toEqual([])
  await pause()
  expect(calls.map(({ input }) => input)).toEqual([3])
})

it('gives an older evaluation up, and never shows its answer', async () => {
  const { calls, setInput, evaluation } = open()
  await pause()
  setInput(2)
  expect(calls[0]?.signal.aborted).toBe(true)
  await pause()
  calls[1]?.answer('new')
  await settle()
  calls[0]?.answer('old')
  await settle()
  expect(evaluation.result()?.output).toBe('new')
})

it('says when it evaluates and keeps the last result until the next one', async () => {
  const { calls, setInput, evaluation } = open()
  await pause()
  expect(evaluation.isRunning()).toBe(true)
  calls[0]?.answer('one')
  await settle()
  expect([evaluation.isRunning(), evaluation.isStale()]).toEqual([false, false])
  setInput(2)
  expect([evaluation.result()?.output, evaluation.isStale()]).toEqual(['one', true])
  await pause()
  expect(evaluation.isRunning()).toBe(true)
})

it('tells a failure, keeps the result, and asks again at once when told to', async () => {
  const { calls, setInput, evaluation } = open()
  await pause()
  calls[0]?.answer('one')
  await settle()
  setInput(2)
  await pause()
  calls[1]?.fail(new Error('no server'))
  await settle()
  expect(evaluation.error()).toMatchObject({ message: 'no server' })
  expect(evaluation.result()?.output).toBe('one')
  evaluation.run()
  calls[2]?.answer('two')
  await settle()
  expect([evaluation.error(), evaluation.result()?.output]).toEqual([undefined, 'two'])
})

it('asks nothing while there is nothing to ask', async () => {
  const { calls, setInput, evaluation } = open()
  setInput(undefined)
  await pause()
  evaluation.run()
  expect(calls).toEqual([])
  expect(evaluation.isStale()).toBe(true)
})

it('gives up when it is left', async () => {
  const { calls, dispose } = open()
  await pause()
  dispose()
  expect(calls[0]?.signal.aborted).toBe(true)
})
