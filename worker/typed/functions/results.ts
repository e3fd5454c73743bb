import { join } from '../join.ts'
import { memberType } from '../nodes/member.ts'
import { argumentItems, elementsOf, sequenceOf } from '../nodes/sequence.ts'
import {
  anything,
  boolean,
  has,
  itemsOf,
  kinds,
  listOf,
  missing,
  nothing,
  number,
  text,
  type Type,
  without,
} from '../type.ts'
import type { Call, Result } from './call.ts'
import { higherOrder } from './higher-order.ts'
import { merged } from './merge.ts'

/** What each built-in function gives. One that is not here may give anything. */
export const results: ReadonlyMap<string, Result> = new Map([
  ...named(
    'substring substringBefore substringAfter lowercase uppercase trim pad replace join string type',
    orMissing(text),
  ),
  ...named(
    'base64encode base64decode encodeUrl encodeUrlComponent decodeUrl decodeUrlComponent',
    orMissing(text),
  ),
  ...named('formatNumber formatBase formatInteger', orMissing(text)),
  ...named('now', () => text),
  ...named('length floor ceil round abs sqrt power sum number', orMissing(number)),
  ...named('millis random count', () => number),
  ...named('max min average parseInteger toMillis', () => join(number, missing)),
  ...named('fromMillis', () => join(text, missing)),
  ...named('contains boolean not', orMissing(boolean)),
  ...named('exists', () => boolean),
  ...named('split', orMissing(listOf(text))),
  ...named('keys', () => sequenceOf(text)),
  ...named('reverse shuffle', listOfSame),
  ...named('distinct', ({ subject }) =>
    join(subject, elementsOf(subject), listOf(argumentItems(subject))),
  ),
  ...named('append', appended),
  ...named('lookup', lookedUp),
  ...named('assert', () => missing),
  ...named('error', () => nothing),
  ...named('merge', merged),
  ...Object.entries(higherOrder),
])

function named(names: string, result: Result): [string, Result][] {
  return names.split(' ').map((name) => [name, result])
}

/** Of what is missing most functions make nothing. */
function orMissing(type: Type): Result {
  const maybe = join(type, missing)
  return ({ mayBeMissing }) => (mayBeMissing ? maybe : type)
}

function listOfSame({ subject, mayBeMissing }: Call): Type {
  const list = listOf(argumentItems(subject))
  return mayBeMissing ? join(list, missing) : list
}

function appended({ given }: Call): Type {
  const [first = missing, second = missing] = given
  const items = join(
    ...[first, second].map((type) =>
      join(without(type, kinds.missing | kinds.list), itemsOf(type)),
    ),
  )
  const alone = [
    has(second, kinds.missing) ? first : nothing,
    has(first, kinds.missing) ? second : nothing,
  ]
  return join(listOf(items), ...alone)
}

function lookedUp({ given, nodes }: Call): Type {
  const [holder] = given
  const name = nodes[1]
  if (holder === undefined || name?.type !== 'string' || given.length !== 2) return anything
  return memberType(holder, String(name.value))
}
