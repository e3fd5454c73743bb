/** Pure. What is known of a value before it exists: which kinds it may be, and what its parts may be. */
export interface Type {
  /** A set of `kinds`. Empty: no value can be here. */
  readonly kinds: number
  /** Of a list; absent: anything. */
  readonly items?: Type
  /** Of an object; absent: any. */
  readonly shape?: Shape
  /** Parts, each counted as often as it appears: every walk of a type is bounded by this. */
  readonly size: number
}

export interface Shape {
  readonly members: ReadonlyMap<string, Member>
  /** What members without a name here hold; `nothing`: there are none. */
  readonly rest: Type
  /** A schema names the members, not only a step that wrote them. */
  readonly isDeclared: boolean
}

export interface Member {
  readonly type: Type
  readonly isRequired: boolean
}

/** `missing` is the language's own: no value at all. */
export const kinds = {
  missing: 1,
  null: 2,
  boolean: 4,
  number: 8,
  string: 16,
  list: 32,
  object: 64,
  function: 128,
} as const

/** Larger types forget what their parts are. */
const maxSize = 1_000

export const nothing: Type = Object.freeze({ kinds: 0, size: 1 })
export const anything: Type = Object.freeze({ kinds: 255, size: 1 })
/** What a JSON document may hold. */
export const json: Type = ofKinds(255 & ~kinds.missing & ~kinds.function)
export const missing: Type = ofKinds(kinds.missing)
export const text: Type = ofKinds(kinds.string)
export const number: Type = ofKinds(kinds.number)
export const boolean: Type = ofKinds(kinds.boolean)
const anyShape: Shape = Object.freeze({ members: new Map(), rest: anything, isDeclared: false })

/** Any value of these kinds. */
export function ofKinds(set: number): Type {
  return { kinds: set, size: 1 }
}

export function listOf(items: Type): Type {
  return made(kinds.list, items, undefined)
}

export function objectOf(
  members: ReadonlyMap<string, Member>,
  rest: Type,
  isDeclared = false,
): Type {
  return made(kinds.object, undefined, { members, rest, isDeclared })
}

/** The same for the scope of expressions, which keeps its names however large the document is. */
export function scopeOf(members: ReadonlyMap<string, Member>): Type {
  return { kinds: kinds.object, size: 1, shape: { members, rest: nothing, isDeclared: true } }
}

/** A type of these kinds; parts of kinds it has not are dropped, and so are parts beyond what a type may hold. */
export function made(set: number, items: Type | undefined, shape: Shape | undefined): Type {
  const ofItems = (set & kinds.list) !== 0 ? items : undefined
  const ofShape = (set & kinds.object) !== 0 ? shape : undefined
  const itemSize = ofItems?.size ?? 0
  const size = 1 + itemSize + sizeOf(ofShape)
  if (size > maxSize) return ofKinds(set)
  return {
    kinds: set,
    size,
    ...(ofItems !== undefined && { items: ofItems }),
    ...(ofShape !== undefined && { shape: ofShape }),
  }
}

function sizeOf(shape: Shape | undefined): number {
  if (shape === undefined) return 0
  let size = shape.rest.size
  for (const { type } of shape.members.values()) size += 1 + type.size
  return size
}

export function has(type: Type, set: number): boolean {
  return (type.kinds & set) !== 0
}

/** Never anything but these kinds, missing or null included only when asked for. */
export function isOnly(type: Type, set: number): boolean {
  return type.kinds !== 0 && (type.kinds & ~set) === 0
}

/** Never of these kinds, and not always missing. */
export function excludes(type: Type, set: number): boolean {
  return !has(type, set) && has(type, ~kinds.missing)
}

export function without(type: Type, set: number): Type {
  return has(type, set) ? made(type.kinds & ~set, type.items, type.shape) : type
}

export function itemsOf(type: Type): Type {
  return has(type, kinds.list) ? (type.items ?? anything) : nothing
}

export function shapeOf(type: Type): Shape {
  return type.shape ?? anyShape
}

/** No other members than those named. */
export function isClosed(shape: Shape): boolean {
  return shape.rest.kinds === 0
}

export function memberOf(shape: Shape, name: string): Member {
  return shape.members.get(name) ?? { type: shape.rest, isRequired: false }
}
