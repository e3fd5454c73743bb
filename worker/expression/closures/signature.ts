import type { Signature } from '../natives.ts'
import { isFunctionLike } from './values.ts'

type Fit = (args: unknown[], context: unknown) => unknown[]

/**
 * Fits arguments to a signature, as the library does and with its errors. It judges by their types alone, and by
 * those of the items of lists, so it is asked once about each combination that leaves the arguments as they are.
 */
export function fitter(signature: Signature): Fit {
  const straight = new Set<number>()
  return (args, context) => {
    let types = 1
    for (const arg of args) types = types * typeCount + typeOf(arg)
    if (straight.has(types)) return args
    const fitted = signature.validate(args, context)
    const isKnown = args.length > 0 && args.length <= maxKnown && !args.some(isMixed)
    if (isKnown && fitted.every((value, index) => value === args[index])) straight.add(types)
    return fitted
  }
}

/** More arguments would make a number that is not exact. */
const maxKnown = 8
const typeCount = 16
const listOffset = 8
const mixed = 15

/** Lists are told apart by the type of their items: none, all of one, or mixed. */
function typeOf(value: unknown): number {
  if (!Array.isArray(value)) return simpleTypeOf(value)
  if (value.length === 0) return listOffset
  const type = simpleTypeOf(value[0])
  const isOfOne = type !== 0 && value.every((item) => simpleTypeOf(item) === type)
  return isOfOne ? listOffset + type : mixed
}

function simpleTypeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 1
    case 'number':
      return 2
    case 'boolean':
      return 3
    case 'object':
      if (value === null) return 4
      if (Array.isArray(value)) return 5
      return isFunctionLike(value) ? 0 : 6
    default:
      return 0
  }
}

function isMixed(value: unknown): boolean {
  return typeOf(value) === mixed
}
