import { maxSequenceLength } from '../limits.ts'
import { metered, originals } from '../natives.ts'
import { inStep } from './functions/in-step.ts'
import { isList } from './sequence.ts'
import { fitter } from './signature.ts'
import { stepAside } from './step-aside.ts'
import type { Run } from './run.ts'
import { requireData } from './values.ts'

/** A native function of the library, guarded as everywhere, that answers at once. */
export interface NativeFunction {
  readonly arity: number
  /** `context` stands in for an argument that the signature lets out. A sequence is not settled. */
  call(args: unknown[], context: unknown, run: Run): unknown
}

const known = new Map<string, NativeFunction | undefined>()

/** Undefined for other names and for functions that wait. */
export function nativeNamed(name: string): NativeFunction | undefined {
  if (!known.has(name)) known.set(name, wrap(name))
  return known.get(name)
}

function wrap(name: string): NativeFunction | undefined {
  const inner = inStep.get(name) ?? originals(name)?.implementation
  const signature = originals(name)?.signature
  if (inner === undefined || inner instanceof AsyncFunction || signature === undefined)
    return undefined
  const fit = fitter(signature)
  const native = metered(name, inner)
  return {
    arity: inner.length,
    call(args, context, run) {
      for (const arg of args) requireData(arg)
      const result = native(run, fit(args, context), run.meter)
      return isList(result) && result.length > maxSequenceLength ? stepAside() : result
    },
  }
}

const AsyncFunction = (async () => {}).constructor
