import type { Signature } from '../natives.ts'
import { isFunctionLike } from './values.ts'

/** What a native takes. */
export interface Fitting {
  /** Arguments it is called with when the context stands in for none. */
  readonly required: number
  /** The arguments as the native wants them. Throws the library's own errors. */
  fit(args: readonly unknown[], context: unknown): readonly unknown[]
}

/**
 * Fits arguments to a signature. The straight case, every argument there and of its type, is seen at a
 * glance; what is left out, repeated or of another type is the library's to judge.
 */
export function fittingOf(signature: Signature | undefined): Fitting {
  if (signature === undefined) return { required: 0, fit: (args) => args }
  const [, list = ''] = /^<([^:]*)/.exec(signature.definition) ?? []
  const parameters = [...list.matchAll(/(?:\((\w+)\)|(\w))(?:<(\w)>)?([-?+]*)/g)].map(
    ([, choice, letter = '', item, flags = '']) => ({ types: choice ?? letter, item, flags }),
  )
  const required = parameters.filter(({ flags }) => !flags.includes('?')).length
  const isRepeated = list.includes('+')
  return {
    required,
    fit(args, context) {
      const isStraight = args.length >= required && args.length <= parameters.length && !isRepeated
      const fitted = isStraight ? parameters.slice(0, args.length).map(fitOne, args) : [misfit]
      return fitted.includes(misfit) ? signature.validate(args, context) : fitted
    },
  }
}

const misfit = Symbol('not the straight case')

interface Parameter {
  readonly types: string
  readonly item: string | undefined
}

function fitOne(this: readonly unknown[], { types, item }: Parameter, index: number): unknown {
  const value = this[index]
  if (value === undefined) return value
  if (types !== 'a') return /[xj]/.test(types) || types.includes(symbolOf(value)) ? value : misfit
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return item === undefined || items.every((each) => symbolOf(each) === item) ? items : misfit
}

/** The letter of a type in signatures. */
function symbolOf(value: unknown): string {
  if (value === null) return 'l'
  if (Array.isArray(value)) return 'a'
  if (typeof value === 'object') return isFunctionLike(value) ? 'f' : 'o'
  return (typeof value).charAt(0)
}
