import { join } from '../join.ts'
import {
  has,
  itemsOf,
  kinds,
  made,
  type Member,
  memberOf,
  missing,
  nothing,
  ofKinds,
  shapeOf,
  type Type,
  without,
} from '../type.ts'

/** Pure. Documents of a type, edited as worker/lib/json-pointer.ts edits them: reads what stands at a path. */
export function typeAt(document: Type, path: readonly string[]): Type {
  return path.reduce((type, token) => {
    const member = has(type, kinds.object) ? memberOf(shapeOf(type), token) : undefined
    const own =
      member === undefined ? nothing : join(member.type, member.isRequired ? nothing : missing)
    const item = has(type, kinds.list) ? join(itemsOf(type), missing) : nothing
    const others = has(type, ~(kinds.object | kinds.list)) ? missing : nothing
    return join(own, item, others)
  }, document)
}

/** With a value at the path; what may be missing is not written, and a whole document becomes null then. */
export function written(document: Type, path: readonly string[], value: Type): Type {
  if (path.length === 0)
    return has(value, kinds.missing)
      ? join(without(value, kinds.missing), ofKinds(kinds.null))
      : value
  const there = without(value, kinds.missing)
  return join(
    there.kinds === 0 ? nothing : put(document, path, there),
    has(value, kinds.missing) ? removed(document, path) : nothing,
  )
}

/** What is neither an object nor a list nor missing is in the way: the step fails there. */
function put(document: Type, path: readonly string[], value: Type): Type {
  const [token, ...rest] = path
  if (token === undefined) return value
  const isMade = has(document, kinds.object | kinds.null | kinds.missing)
  const object = isMade ? putMember(document, token, rest, value) : nothing
  if (!has(document, kinds.list)) return object
  const items = itemsOf(document)
  const item = put(join(items, missing), rest, value)
  return join(object, made(kinds.list, join(items, item), undefined))
}

function putMember(document: Type, token: string, rest: readonly string[], value: Type): Type {
  const isNew = has(document, kinds.null | kinds.missing)
  const from = has(document, kinds.object) ? shapeOf(document) : emptyShape
  const member = memberOf(from, token)
  const before = join(member.type, member.isRequired && !isNew ? nothing : missing)
  const type = put(before, rest, value)
  if (type.kinds === 0) return nothing
  const members = new Map<string, Member>()
  for (const [name, one] of from.members)
    members.set(name, isNew ? { ...one, isRequired: false } : one)
  members.set(token, { type, isRequired: true })
  return made(kinds.object, undefined, { ...from, members })
}

const emptyShape = { members: new Map<string, Member>(), rest: nothing, isDeclared: false }

/** Without what stands at the path. */
export function removed(document: Type, path: readonly string[]): Type {
  const [token, ...rest] = path
  if (token === undefined) return document
  const others = without(document, kinds.object | kinds.list)
  const object = has(document, kinds.object) ? withoutMember(document, token, rest) : nothing
  // Which item goes is not known, so each may be changed and none need be.
  const items = itemsOf(document)
  const list = has(document, kinds.list)
    ? made(kinds.list, rest.length === 0 ? items : join(items, removed(items, rest)), undefined)
    : nothing
  return join(others, object, list)
}

function withoutMember(document: Type, token: string, rest: readonly string[]): Type {
  const shape = shapeOf(document)
  const before = memberOf(shape, token)
  const after: Member =
    rest.length === 0
      ? { type: nothing, isRequired: false }
      : { type: removed(before.type, rest), isRequired: before.isRequired }
  return made(kinds.object, undefined, {
    ...shape,
    members: new Map(shape.members).set(token, after),
  })
}
