import { ExpressionError } from './error.ts'

import { libraryNow } from './library.ts'
import { workPerStep } from './limits.ts'
import type { Meter } from './meter.ts'
import { guards } from './native-guards.ts'

/** `this` of a native function of JSONata. */
export interface Focus {
  readonly environment: { readonly base: { readonly meter?: Meter | undefined } }
  readonly options: { readonly sequence: number }
  createSequence(...items: unknown[]): unknown[]
}

export type Native = (this: Focus, ...args: unknown[]) => unknown

export interface Definition {
  readonly _jsonata_function: true
  readonly implementation: Native
  readonly signature: Signature
}

/** What a function takes. */
export interface Signature {
  /** As in `<s-nn?:s>`. */
  readonly definition: string
  /** The arguments as the function wants them. Throws JSONata's own errors. */
  validate(args: readonly unknown[], context: unknown): unknown[]
}

let natives: ReturnType<typeof nativesOfJsonata> | undefined

/** The library's own native function of a name, without guards. */
export function originals(name: string): Definition | undefined {
  natives ??= nativesOfJsonata()
  return natives(name)
}

/**
 * Replaces the native functions an expression names by ones that count what they touch and refuse what
 * would grow without bound. Names nothing for functions JSONata does not have.
 */
export function guardNatives(
  names: ReadonlySet<string>,
  bind: (name: string, value: unknown) => void,
): void {
  for (const name of names) {
    const guarded = guardedNative(name)
    if (guarded !== undefined) bind(name, guarded)
  }
}

/** A native function that counts, made for the one who asks: JSONata writes into it. Undefined for other names. */
function guardedNative(name: string): Definition | undefined {
  const original = originals(name)
  return original && { ...original, implementation: guard(name, original.implementation) }
}

function guard(name: string, implementation: Native): Native {
  const run = metered(name, implementation)
  const guarded: Native = function guarded(...args) {
    const { meter } = this.environment.base
    if (meter === undefined) throw new ExpressionError('failed', 'unmetered')
    return run(this, args, meter)
  }
  // JSONata reads arity and parameter names off the function itself.
  Object.defineProperty(guarded, 'length', { value: implementation.length })
  Object.defineProperty(guarded, 'toString', { value: () => implementation.toString() })
  return guarded
}

/** Runs a native on its arguments: counted before, and what it made after. */
export type Metered = (focus: Focus, args: unknown[], meter: Meter) => unknown

export function metered(name: string, implementation: Native): Metered {
  const before = guards[name]
  if (before === undefined)
    return (focus, args, meter) => {
      spendCall(args, meter)
      return checked(implementation.apply(focus, args), meter)
    }
  const fromMillis = name === 'now' ? originals('fromMillis') : undefined
  return (focus, args, meter) => {
    spendCall(args, meter)
    const run = (...given: unknown[]) =>
      fromMillis !== undefined
        ? fromMillis.implementation.call(focus, meter.now, ...given)
        : implementation.apply(focus, given)
    return checked(before(args, run, meter), meter)
  }
}

function spendCall(args: readonly unknown[], meter: Meter): void {
  meter.spend(workPerStep)
  for (const arg of args) spendArgument(arg, meter)
}

function spendArgument(arg: unknown, meter: Meter): void {
  if (typeof arg === 'string') meter.spend(arg.length >> 1)
  else if (Array.isArray(arg)) meter.spendArray(arg)
  else if (typeof arg === 'object' && arg !== null) meter.spend(Object.keys(arg).length)
}

function checked(result: unknown, meter: Meter): unknown {
  if (typeof result === 'string') meter.made(result)
  else if (result instanceof Promise) return result.then((value: unknown) => checked(value, meter))
  else if (typeof result === 'object' && result !== null) meter.size(result)
  return result
}

/** JSONata keeps its natives private; the hook of a first evaluation, which runs at once, can look them up. */
function nativesOfJsonata(): (name: string) => Definition | undefined {
  let lookup: (name: string) => unknown = () => undefined
  const program = libraryNow()('1')
  const bind = program.assign as (name: string | symbol, value: unknown) => void
  bind(
    Symbol.for('jsonata.__evaluate_entry'),
    (_node: unknown, _input: unknown, env: { lookup(name: string): unknown }) => {
      lookup = (name) => env.lookup(name)
    },
  )
  void program.evaluate(undefined)
  return (name) => {
    const found = lookup(name)
    return isDefinition(found) ? found : undefined
  }
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && '_jsonata_function' in value
}
