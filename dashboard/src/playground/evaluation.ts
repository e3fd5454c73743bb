import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

import type { EvaluationRequest, EvaluationResult } from '#contract/transformation-routes.ts'

import { call } from '../api/client.ts'

/** A pause in typing, not each key, is worth a call. */
const PATIENCE_MS = 250

/** Evaluates a rule somewhere. Rejects when it cannot be asked, or refuses the request. */
export type Evaluate = (
  request: EvaluationRequest,
  signal: AbortSignal,
) => Promise<EvaluationResult>

/** The management API. Nothing is saved. */
export const evaluateByApi: Evaluate = async (body, signal) =>
  (await call('testTransformation', { body, signal })).data

export interface Evaluation {
  /** Of the last request that was answered; kept while the next one is on its way. */
  readonly result: Accessor<EvaluationResult | undefined>
  /** Why there was no answer to the last request. */
  readonly error: Accessor<unknown>
  readonly isRunning: Accessor<boolean>
  /** What is shown answers something older than what is written. */
  readonly isStale: Accessor<boolean>
  /** Asks at once. */
  run(): void
}

/**
 * Evaluates what `request` says, 250 ms after it last changed; an older request that still runs is given up.
 * While there is no request, the last result stays and is stale.
 */
export function createEvaluation(
  request: Accessor<EvaluationRequest | undefined>,
  evaluate: Evaluate,
): Evaluation {
  const [result, setResult] = createSignal<EvaluationResult>()
  const [error, setError] = createSignal<unknown>()
  const [running, setRunning] = createSignal<AbortController>()
  const [isStale, setStale] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const cancel = () => {
    clearTimeout(timer)
    running()?.abort()
    setRunning(undefined)
  }
  async function run(): Promise<void> {
    cancel()
    const body = request()
    if (body === undefined) return
    const controller = new AbortController()
    setRunning(controller)
    const outcome = await settle(evaluate(body, controller.signal))
    if (running() !== controller) return
    setRunning(undefined)
    setStale(false)
    setError(outcome.error)
    if (outcome.value !== undefined) setResult(outcome.value)
  }
  createEffect(
    on(request, () => {
      cancel()
      setStale(true)
      timer = setTimeout(() => void run(), PATIENCE_MS)
    }),
  )
  onCleanup(cancel)
  return { result, error, isRunning: () => running() !== undefined, isStale, run: () => void run() }
}

async function settle<Value>(
  work: Promise<Value>,
): Promise<{ readonly value?: Value; readonly error?: unknown }> {
  try {
    return { value: await work }
  } catch (error) {
    return { error }
  }
}
