import { keepSources } from './exact-json.ts'

/** A value written or removed, or why the path does not lead there. */
export type Edit = { readonly value: unknown } | { readonly obstacle: string }

/** Tokens of a JSON Pointer (RFC 6901 section 4). Undefined when it is not one. */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === '') return []
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return undefined
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What the path leads to; undefined when it leads nowhere. Only own members count. */
export function getAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce(ownMember, document)
}

/**
 * The document with `value` at the path. Only the containers along the path are copied. Missing ones
 * become objects; in a list a token is an index, `-` or the length appends.
 */
export function setAt(document: unknown, path: readonly string[], value: unknown): Edit {
  const [token, ...rest] = path
  if (token === undefined) return { value }
  if (Array.isArray(document)) return setInList(document, token, rest, value)
  if (document !== undefined && document !== null && typeof document !== 'object')
    return { obstacle: 'a value that is neither an object nor a list is in the way' }
  const child = setAt(ownMember(document, token), rest, value)
  return 'obstacle' in child ? child : { value: withMember(document ?? {}, token, child.value) }
}

/** The document without what the path leads to; the same document when there is nothing. */
export function removeAt(document: unknown, path: readonly string[]): unknown {
  const [token, ...rest] = path
  if (token === undefined || typeof document !== 'object' || document === null) return document
  const key = Array.isArray(document) ? listIndex(document, token) : token
  if (key === undefined || !Object.hasOwn(document, key)) return document
  if (rest.length === 0) return withoutMember(document, key)
  const before = ownMember(document, key)
  const child = removeAt(before, rest)
  return child === before ? document : withMember(document, key, child)
}

function setInList(
  list: readonly unknown[],
  token: string,
  rest: readonly string[],
  value: unknown,
): Edit {
  const index = token === '-' ? list.length : listIndex(list, token)
  if (index === undefined) return { obstacle: 'a list has no such index' }
  const child = setAt(list[Number(index)], rest, value)
  if ('obstacle' in child) return child
  const copy = keepSources(list, [...list])
  copy[Number(index)] = child.value
  return { value: copy }
}

/** RFC 6901: digits without leading zeros. The length itself is where an item is appended. */
function listIndex(list: readonly unknown[], token: string): string | undefined {
  return /^(0|[1-9]\d{0,8})$/.test(token) && Number(token) <= list.length ? token : undefined
}

function ownMember(container: unknown, key: string): unknown {
  if (typeof container !== 'object' || container === null) return undefined
  return Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined
}

/** Spread and a computed key define own members, so a name such as __proto__ changes no prototype. */
function withMember(container: object, key: string, value: unknown): unknown {
  if (Array.isArray(container)) return keepSources(container, container.with(Number(key), value))
  return keepSources(container, { ...container, [key]: value })
}

function withoutMember(container: object, key: string): unknown {
  if (Array.isArray(container)) return container.toSpliced(Number(key), 1)
  const rest = Object.fromEntries(Object.entries(container).filter(([name]) => name !== key))
  return keepSources(container, rest)
}
