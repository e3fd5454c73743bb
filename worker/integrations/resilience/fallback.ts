import type { FallbackStep } from '#contract/resilience.ts'

import type { RequestContext } from '../../context.ts'
import type { Expression, Template } from '../../expression/types.ts'
import { isRejection, type Rejection } from '../../rejection.ts'
import { compileText } from '../../text-template.ts'
import { compileHeaders } from '../configured-headers.ts'
import { isUsable, keepable, lastGoodKey, maxKeptBytes } from './last-good.ts'
import type { Answered, Call, KeptAnswer, ResiliencePorts } from './types.ts'

/** What stands in when a call has failed for good. */
export interface Fallback {
  /** Expressions and templates of fixed answers. */
  readonly sources: readonly (Expression | Template)[]
  /** Ids of the integrations that stand in. */
  readonly alternatives: readonly string[]
  /** A good answer: what to hand on in its place. */
  keep<T extends Answered>(call: Call<T>, answer: T): T
  /** The first stand-in that has an answer; without one, what had failed. */
  standIn<T extends Answered>(call: Call<T>, failed: T | Rejection): Promise<T | Rejection>
}

export interface FallbackDeps {
  readonly pointer: string
  /** Digest of the integration's name. */
  readonly name: string
  readonly ports: Pick<ResiliencePorts, 'lastGood'>
  readonly isGood: (result: Answered | Rejection) => boolean
}

interface Step {
  readonly strategy: FallbackStep['strategy']
  readonly sources: readonly (Expression | Template)[]
  /** Undefined: it has none. */
  answer<T extends Answered>(call: Call<T>): Promise<T | Rejection | undefined>
}

/** Throws Problem invalid_configuration. */
export function compileFallback(chain: readonly FallbackStep[], deps: FallbackDeps): Fallback {
  const steps = chain.map((step, at) => compileStep(step, `${deps.pointer}/${at}`, deps))
  const keeps = chain.some(({ strategy }) => strategy === 'cache')
  return {
    sources: steps.flatMap(({ sources }) => sources),
    alternatives: chain.flatMap((step) =>
      step.strategy === 'alternative-service' ? [step.integration] : [],
    ),
    keep: (call, answer) => (keeps ? kept(call, answer, deps) : answer),
    async standIn(call, failed) {
      for (const step of steps) {
        // oxlint-disable-next-line no-await-in-loop -- each only when those before it had nothing
        const answer = await step.answer(call)
        if (answer !== undefined && deps.isGood(answer)) return used(call, step, answer)
        call.notes.fallbackFailed = { ...call.notes.fallbackFailed, [step.strategy]: why(answer) }
      }
      return failed
    },
  }
}

function compileStep(step: FallbackStep, pointer: string, deps: FallbackDeps): Step {
  switch (step.strategy) {
    case 'cache':
      return cacheStep(step.maxAge * 1_000, deps)
    case 'alternative-service':
      return {
        strategy: step.strategy,
        sources: [],
        answer: (call) => call.form.askOther(step.integration),
      }
    case 'default-response':
      return defaultStep(step, pointer)
  }
}

function cacheStep(maxAgeMs: number, { name, ports }: FallbackDeps): Step {
  return {
    strategy: 'cache',
    sources: [],
    async answer({ ctx, outgoing, form }) {
      const key = lastGoodKey(name, ctx, outgoing)
      const found = key === undefined ? undefined : await ports.lastGood.get(key)
      if (found === undefined || !isUsable(found, outgoing, ctx.now(), maxAgeMs)) return undefined
      noteAge(ctx, Math.floor((ctx.now() - found.at) / 1_000))
      return form.of(found)
    },
  }
}

function defaultStep(
  { status, headers, body }: Extract<FallbackStep, { strategy: 'default-response' }>,
  pointer: string,
): Step {
  const text = compileText(body, `${pointer}/body`)
  const set = compileHeaders(headers, `${pointer}/headers`)
  const type = text.isJson ? 'application/json' : 'text/plain; charset=utf-8'
  return {
    strategy: 'default-response',
    sources: [text.template, ...set.templates],
    async answer({ ctx, form }) {
      const made = new Headers(body === '' ? {} : { 'content-type': type })
      const refused = await set.apply(made, ctx)
      if (refused !== undefined) return refused
      return form.of({ status, headers: [...made], body: await text.render({ ctx }) })
    },
  }
}

/** Gives on a copy of the answer, so that what the caller reads is what is kept, and only once it was read to its end. */
function kept<T extends Answered>(call: Call<T>, answer: T, { name, ports }: FallbackDeps): T {
  const { ctx, outgoing, form } = call
  const headers = answer instanceof Response ? [...answer.headers] : Object.entries(answer.headers)
  const head = keepable(answer.status, headers, outgoing, ctx)
  const key = head && lastGoodKey(name, ctx, outgoing)
  if (head === undefined || key === undefined) return answer
  return form.copied(answer, maxKeptBytes, (body: KeptAnswer['body']) => {
    const stored = ports.lastGood.put(key, { ...head, body })
    if (stored instanceof Promise) ctx.waitUntil(stored)
  })
}

function used<T extends Answered>(call: Call<T>, { strategy }: Step, answer: T | Rejection) {
  const { ctx, notes } = call
  ctx.fallback = { ...ctx.fallback, strategies: [...(ctx.fallback?.strategies ?? []), strategy] }
  notes.fallback = strategy
  return answer
}

function noteAge(ctx: RequestContext, ageSeconds: number): void {
  const { strategies = [], ageSeconds: before = 0 } = ctx.fallback ?? {}
  ctx.fallback = { strategies, ageSeconds: Math.max(before, ageSeconds) }
}

function why(answer: Answered | Rejection | undefined): string {
  if (answer === undefined) return 'nothing kept'
  return isRejection(answer) ? answer.code : `status ${answer.status}`
}
