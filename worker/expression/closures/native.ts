import { maxSequenceLength } from '../limits.ts'
import type { Meter } from '../meter.ts'
import { type Focus, guardedNative } from '../natives.ts'
import { inStep } from './functions/in-step.ts'
import { isList } from './sequence.ts'
import { fitter, requiredBy } from './signature.ts'
import { stepAside } from './step-aside.ts'
import type { Run } from './types.ts'
import { requireData } from './values.ts'

/** A native function of the library, guarded as everywhere, that answers at once. */
export interface NativeFunction {
  readonly arity: number
  /** Arguments it is called with when the context stands in for none. */
  readonly required: number
  /** `context` stands in for an argument that the signature lets out. A sequence is not settled. */
  call(args: readonly unknown[], context: unknown, run: Run): unknown
}

/** Natives of the library that answer with a promise. */
const waiting = new Set(['map', 'filter', 'single', 'reduce', 'sift', 'each', 'sort', 'match'])
const known = new Map<string, NativeFunction | undefined>()

/** Undefined for other names and for functions that wait. */
export function nativeNamed(name: string): NativeFunction | undefined {
  if (!known.has(name)) known.set(name, waiting.has(name) ? undefined : wrap(name))
  return known.get(name)
}

function wrap(name: string): NativeFunction | undefined {
  const native = guardedNative(name, inStep.get(name))
  if (native === undefined) return undefined
  const { implementation, signature } = native
  const fit = fitter(signature)
  return {
    arity: implementation.length,
    required: requiredBy(signature),
    call(args, context, run) {
      for (const arg of args) requireData(arg)
      const result = implementation.apply(run.host, [...fit(args, context)])
      return isList(result) && result.length > maxSequenceLength ? stepAside() : result
    },
  }
}

/** What natives find as `this`. */
export function hostOf(meter: Meter): Focus {
  return {
    environment: { base: { meter } },
    options: { sequence: maxSequenceLength },
    createSequence: (...items) => Object.assign(items, { sequence: true as const }),
  }
}
