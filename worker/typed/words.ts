import { has, isOnly, itemsOf, kinds, type Type } from './type.ts'

const words: readonly (readonly [number, string, string])[] = [
  [kinds.string, 'a text', 'texts'],
  [kinds.number, 'a number', 'numbers'],
  [kinds.boolean, 'true or false', 'true or false'],
  [kinds.null, 'null', 'null'],
  [kinds.list, 'a list', 'lists'],
  [kinds.object, 'an object', 'objects'],
  [kinds.function, 'a function', 'functions'],
]

/** Pure. A type in words, as the end of a sentence: `a text or a number`. */
export function inWords(type: Type): string {
  if (isOnly(type, kinds.list)) {
    const items = plural(itemsOf(type))
    return items === undefined ? 'a list' : `a list of ${items}`
  }
  const found = words.filter(([kind]) => has(type, kind)).map(([, one]) => one)
  return found.length === 0 ? 'missing' : listed(found, 'or')
}

function plural(items: Type): string | undefined {
  const found = words.filter(([kind]) => has(items, kind)).map(([, , many]) => many)
  return found.length === 0 || found.length > 2 ? undefined : listed(found, 'and')
}

function listed(parts: readonly string[], conjunction: 'or' | 'and'): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${conjunction} ${last}`
}
