import type { Signature } from '../natives.ts'
import { isFunctionLike } from './values.ts'

type Fit = (args: readonly unknown[], context: unknown) => readonly unknown[]

interface Parameter {
  readonly isOptional: boolean
  readonly takesList: boolean
  /** Whether the argument can stay as it is. */
  accepts(value: unknown): boolean
  /** Whether a single value will do for a list of one. */
  acceptsItem(value: unknown): boolean
}

/** How many arguments a function is called with when nothing stands in for one. */
export function requiredBy(signature: Signature | undefined): number {
  const parameters = signature === undefined ? [] : parametersOf(signature.definition)
  return parameters?.filter(({ isOptional }) => !isOptional).length ?? Infinity
}

/**
 * The arguments as a signature wants them. The straight case, every argument there and of its type, is
 * seen at a glance; what is left out or of another type is the library's to judge.
 */
export function fitter(signature: Signature | undefined): Fit {
  if (signature === undefined) return (args) => args
  const parameters = parametersOf(signature.definition)
  const judge: Fit = (args, context) => signature.validate(args, context)
  if (parameters === undefined) return judge
  const required = requiredBy(signature)
  return (args, context) => {
    if (args.length < required || args.length > parameters.length) return judge(args, context)
    const fitted: unknown[] = []
    for (const [index, value] of args.entries()) {
      const parameter = parameters[index]
      if (parameter === undefined) return judge(args, context)
      if (value === undefined || parameter.accepts(value)) fitted.push(value)
      else if (parameter.takesList && parameter.acceptsItem(value)) fitted.push([value])
      else return judge(args, context)
    }
    return fitted
  }
}

/** Undefined for a signature with repeated or nested parameters. */
function parametersOf(definition: string): readonly Parameter[] | undefined {
  const [, list] = /^<([^:]*)/.exec(definition) ?? []
  if (list === undefined || list.includes('+')) return undefined
  const parts = list.replace(/>$/, '').matchAll(/(?:\((\w+)\)|(\w))(?:<(\w)>)?([-?]*)/g)
  return [...parts].map(([, choice, letter = '', item, flags = '']) => {
    const types = choice ?? letter
    return {
      isOptional: flags.includes('?'),
      takesList: types === 'a',
      accepts: types === 'a' ? listOf(item) : valueOf(types),
      acceptsItem: item === undefined ? isAnything : valueOf(item),
    }
  })
}

function valueOf(types: string): (value: unknown) => boolean {
  return /[xj]/.test(types) ? isAnything : (value) => types.includes(symbolOf(value))
}

function listOf(item: string | undefined): (value: unknown) => boolean {
  if (item === undefined) return Array.isArray
  return (value) => Array.isArray(value) && value.every((each) => symbolOf(each) === item)
}

function isAnything(): boolean {
  return true
}

/** The letter of a type in signatures. */
function symbolOf(value: unknown): string {
  if (value === null) return 'l'
  if (Array.isArray(value)) return 'a'
  if (typeof value === 'object') return isFunctionLike(value) ? 'f' : 'o'
  return (typeof value).charAt(0)
}
