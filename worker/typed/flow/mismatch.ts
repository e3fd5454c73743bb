import { pointerTo } from '#contract/json-pointer.ts'

import { isClosed, kinds, memberOf, shapeOf, type Type, without } from '../type.ts'
import { inWords } from '../words.ts'

/** Why no value of a type is one of another. */
export interface Mismatch {
  readonly path: readonly string[]
  readonly message: string
}

/** Pure. What makes it certain that a value does not satisfy a schema; undefined: it may. */
export function mismatch(
  actual: Type,
  wanted: Type,
  path: readonly string[] = [],
): Mismatch | undefined {
  const given = without(actual, kinds.missing)
  if (given.kinds === 0) return undefined
  const where = path.length === 0 ? 'the document' : pointerTo(...path)
  const common = given.kinds & wanted.kinds
  if (common === 0) {
    const allowed = wanted.kinds === 0 ? 'nothing' : inWords(wanted)
    return { path, message: `${where} is ${inWords(given)}, and the schema allows ${allowed}` }
  }
  return common === kinds.object ? inMembers(given, wanted, path) : undefined
}

function inMembers(actual: Type, wanted: Type, path: readonly string[]): Mismatch | undefined {
  const [given, needed] = [shapeOf(actual), shapeOf(wanted)]
  for (const [name, { isRequired, type }] of needed.members) {
    const inner = [...path, name]
    const member = memberOf(given, name)
    if (isRequired && member.type.kinds === 0)
      return {
        path: inner,
        message: `${pointerTo(...inner)} is never there, and the schema requires it`,
      }
    if (!isRequired && !member.isRequired) continue
    const found = mismatch(member.type, type, inner)
    if (found !== undefined) return found
  }
  if (!isClosed(needed)) return undefined
  const extra = [...given.members].find(
    ([name, one]) => one.isRequired && !needed.members.has(name),
  )
  if (extra === undefined) return undefined
  const inner = [...path, extra[0]]
  return {
    path: inner,
    message: `${pointerTo(...inner)} is always there, and the schema does not allow it`,
  }
}
