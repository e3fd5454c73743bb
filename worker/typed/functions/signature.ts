import { excludes, has, itemsOf, kinds, ofKinds, type Type, without } from '../type.ts'

/** One parameter of a built-in function, as the library writes it: `<s-nn?:s>`. */
export interface Parameter {
  readonly kinds: number
  /** Of the items of a list, 0: any. */
  readonly items: number
  readonly isList: boolean
  readonly isOptional: boolean
  /** Stands for the context when it is left out. */
  readonly isContext: boolean
  readonly isRepeated: boolean
}

const { missing, null: nul, boolean, number, string, list, object, function: fn } = kinds
const any = 255

const kindsOf: Readonly<Record<string, number>> = {
  __proto__: null as never,
  s: string | missing,
  n: number | missing,
  b: boolean | missing,
  l: nul | missing,
  o: object | missing,
  a: any,
  f: fn,
  j: any & ~fn,
  x: any,
}

/** Reads the part of a signature before its result. */
export function parametersOf(definition: string): Parameter[] {
  // What functions among the parameters take is only known to the library.
  const [given = ''] = definition
    .replace(/^</, '')
    .replaceAll(/f<[^>]*>/g, 'f')
    .split(':')
  const tokens = given.matchAll(
    /(\((?<choice>\w+)\)|(?<one>[a-z]))(<(?<items>[^>]*)>)?(?<marks>[-?+]*)/g,
  )
  return [...tokens].map(({ groups = {} }) => {
    const { choice, one = '', items = '', marks = '' } = groups
    return {
      kinds: [...(choice ?? one)].reduce((set, letter) => set | (kindsOf[letter] ?? any), 0),
      items: one === 'a' ? (kindsOf[items.charAt(0)] ?? 0) & ~missing : 0,
      isList: one === 'a',
      isOptional: marks.includes('?') || marks.includes('-'),
      isContext: marks.includes('-'),
      isRepeated: marks.includes('+'),
    }
  })
}

/** The first argument that no reading of the signature takes; their number when there are too few. */
export function firstRefused(
  parameters: readonly Parameter[],
  given: readonly Type[],
  context: Type,
): number | undefined {
  const reached = { context, last: 0 }
  return matches(parameters, given, reached) ? undefined : reached.last
}

interface Reached {
  readonly context: Type
  last: number
}

/** The context then stands for it, and is held to the same. */
function canBeLeftOut({ isOptional, isContext, kinds: set }: Parameter, context: Type): boolean {
  return isOptional && (!isContext || context.kinds === 0 || has(context, set))
}

function matches(
  [parameter, ...later]: readonly Parameter[],
  given: readonly Type[],
  reached: Reached,
  at = 0,
): boolean {
  reached.last = Math.max(reached.last, at)
  const argument = given[at]
  if (parameter === undefined) return argument === undefined
  if (
    argument !== undefined &&
    takes(parameter, at === 0 ? asSubject(parameter, argument) : argument)
  ) {
    if (matches(later, given, reached, at + 1)) return true
    if (parameter.isRepeated && matches([parameter, ...later], given, reached, at + 1)) return true
  }
  return canBeLeftOut(parameter, reached.context) && matches(later, given, reached, at)
}

/** Of a missing subject a function makes nothing, so only what else it may be can be right. */
function asSubject({ isContext, isList }: Parameter, argument: Type): Type {
  const isSubject = (isContext || isList) && excludes(argument, 0)
  return isSubject ? without(argument, missing) : argument
}

/** Some value of this type is taken; an empty list has no items of a wrong type. */
export function takes(parameter: Parameter, argument: Type): boolean {
  if (argument.kinds === 0) return true
  if (!has(argument, parameter.kinds)) return false
  if (!parameter.isList || parameter.items === 0) return true
  const asOne = has(argument, parameter.items | missing)
  return asOne || (has(argument, list) && takesItems(parameter, argument))
}

function takesItems({ items }: Parameter, argument: Type): boolean {
  const type = itemsOf(argument)
  return type.kinds === 0 || has(type, items)
}

/** What a message says the function wants there. */
export function wanted({ kinds: set, items, isList }: Parameter): Type {
  if (isList && items !== 0) return { kinds: list, size: 1, items: ofKinds(items) }
  return without(ofKinds(set), missing)
}

export function refusesContext([first]: readonly Parameter[], context: Type): boolean {
  return first?.isContext === true && excludes(context, first.kinds & ~missing)
}
