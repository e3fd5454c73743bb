import { coalesce } from '../../transform/map/coalesce.ts'
import { convert } from '../../transform/map/convert.ts'
import { copy } from '../../transform/map/copy.ts'
import { defaultTo } from '../../transform/map/default.ts'
import { move } from '../../transform/map/move.ts'
import { omit } from '../../transform/map/omit.ts'
import { pick } from '../../transform/map/pick.ts'
import { redact } from '../../transform/map/redact.ts'
import { remove } from '../../transform/map/remove.ts'
import { rename } from '../../transform/map/rename.ts'
import { set } from '../../transform/map/set.ts'
import { removed, typeAt, written } from '../flow/document.ts'
import { join } from '../join.ts'
import {
  anything,
  boolean,
  has,
  itemsOf,
  json,
  kinds,
  made,
  type Member,
  memberOf,
  missing,
  nothing,
  number,
  ofKinds,
  shapeOf,
  text,
  type Type,
  without,
} from '../type.ts'
import { type Effect, effect } from './effect.ts'

const absent = kinds.missing | kinds.null

/** Null and a missing value stay as they are. */
export function keepingAbsent(value: Type, type: Type): Type {
  return join(ofKinds(value.kinds & absent), type)
}

/** Operations that move values and members about. */
export const mapEffects: readonly Effect[] = [
  effect(set, ({ value }) => ({ value })),
  effect(remove, ({ body, path }) => ({ body: removed(body, path) })),
  effect(copy, ({ body, path, parameters, pathOf }) => ({
    body: written(body, path, typeAt(body, pathOf(parameters.from))),
  })),
  effect(move, ({ body, path, parameters, pathOf }) => {
    const origin = pathOf(parameters.from)
    const value = typeAt(body, origin)
    const there = without(value, kinds.missing)
    const moved = there.kinds === 0 ? nothing : written(removed(body, origin), path, there)
    return { body: join(moved, has(value, kinds.missing) ? body : nothing) }
  }),
  effect(rename, ({ body, path, parameters }) => {
    const parent = path.slice(0, -1)
    const holder = typeAt(body, parent)
    const isSure = holder.kinds === kinds.object
    const value = isSure ? renamed(holder, path.at(-1) ?? '', parameters.to) : json
    return {
      body: isSure ? written(body, parent, value) : join(body, written(body, parent, value)),
    }
  }),
  effect(defaultTo, ({ value, body, path, parameters }) => {
    const present = typeAt(body, path)
    const empty = parameters.onNull ? absent : kinds.missing
    return { value: join(without(present, empty), has(present, empty) ? value : nothing) }
  }),
  effect(convert, ({ value, parameters: { to, onFailure } }) => {
    const failed = { fail: nothing, null: ofKinds(kinds.null), keep: value, remove: missing }
    return { value: keepingAbsent(value, join(converted[to], failed[onFailure])) }
  }),
  effect(coalesce, ({ parameters, expression }) => {
    const types = parameters.sources.map((source, at) => expression(source, `sources/${at}`))
    const isSure = types.some((type) => !has(type, absent))
    return {
      value: join(...types.map((type) => without(type, absent)), isSure ? nothing : missing),
    }
  }),
  effect(pick, ({ value, parameters, needs }) => {
    needs(kinds.object | kinds.list)
    const names = new Set(parameters.names)
    return { value: inObjects(value, (holder) => picked(holder, names)) }
  }),
  effect(omit, ({ value, parameters, needs }) => {
    needs(kinds.object | kinds.list)
    const omitted = (holder: Type) =>
      parameters.names.reduce((type, name) => removed(type, [name]), holder)
    return { value: inObjects(value, omitted) }
  }),
  effect(redact, ({ value }) => ({ value: ofKinds(value.kinds) })),
]

const converted = {
  string: text,
  number,
  integer: number,
  boolean,
  json: anything,
  date: text,
} as const satisfies Readonly<Record<string, Type>>

/** The objects of a value, itself or the items of a list, each changed. */
function inObjects(value: Type, change: (holder: Type) => Type): Type {
  const own = ofKinds(value.kinds & absent)
  const object = has(value, kinds.object) ? change(without(value, ~kinds.object)) : nothing
  if (!has(value, kinds.list)) return join(own, object)
  const items = itemsOf(value)
  const item = has(items, kinds.object) ? change(without(items, ~kinds.object)) : nothing
  return join(own, object, made(kinds.list, item, undefined))
}

function picked(holder: Type, names: ReadonlySet<string>): Type {
  const shape = shapeOf(holder)
  const members = new Map<string, Member>()
  for (const name of names) {
    const member = memberOf(shape, name)
    if (member.type.kinds !== 0)
      members.set(name, { ...member, type: without(member.type, kinds.missing) })
  }
  return made(kinds.object, undefined, { members, rest: nothing, isDeclared: true })
}

function renamed(holder: Type, from: string, to: string): Type {
  const shape = shapeOf(holder)
  const member = memberOf(shape, from)
  const before = memberOf(shape, to)
  const members = new Map(shape.members)
  members.set(from, { type: nothing, isRequired: false })
  members.set(
    to,
    member.isRequired
      ? member
      : { type: join(member.type, before.type), isRequired: before.isRequired },
  )
  return made(kinds.object, undefined, { ...shape, members })
}
