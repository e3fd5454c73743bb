import { join } from './join.ts'
import {
  anything,
  has,
  json,
  kinds,
  listOf,
  type Member,
  missing,
  nothing,
  objectOf,
  scopeOf,
  text,
  type Type,
  without,
} from './type.ts'

/** What is known of what expressions read beside the document. */
export interface Surroundings {
  readonly variables: Type
  readonly requestBody: Type
}

export const unknownSurroundings: Surroundings = { variables: anything, requestBody: anything }

const named = objectOf(new Map(), text)
const query = objectOf(new Map(), join(text, listOf(text)))

/** The scope of docs/expressions.md as a type: no other names are in it. `item`: of each item that is asked. */
export function scopeType(body: Type, around: Surroundings, item?: Type): Type {
  const request = objectOf(
    membersOf({
      method: text,
      path: text,
      params: named,
      query,
      headers: named,
      body: join(around.requestBody, missing),
    }),
    nothing,
  )
  const members = membersOf({
    request,
    principal: join(json, missing),
    integrations: objectOf(new Map(), json),
    variables: around.variables,
    body,
    ...(item !== undefined && { item }),
  })
  return scopeOf(members)
}

function membersOf(types: Readonly<Record<string, Type>>): Map<string, Member> {
  return new Map(
    Object.entries(types).map(([name, type]): [string, Member] => [
      name,
      { type: without(type, kinds.missing), isRequired: !has(type, kinds.missing) },
    ]),
  )
}
