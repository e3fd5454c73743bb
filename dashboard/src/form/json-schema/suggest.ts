import { isRecord } from '#contract/is-record.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import { assertedFormats } from '#contract/validation.ts'

import { valueAt } from '../../builder/pointer.ts'
import type { JsonPlace } from './json-place.ts'
import { dialects, type Draft, type Holds, keywords, typeNames } from './keywords.ts'

/** Something that can be written at a place. */
export interface Suggestion {
  readonly label: string
  /** JSON as it is written. */
  readonly json: string
  /** Set for a keyword: what its value is, so that it can be begun. */
  readonly holds?: Holds
  /** Set for a name of a member. */
  readonly isName?: boolean
}

/** What is known about the document besides the place. */
export interface SchemaDocument {
  /** The last text of the document that was JSON. */
  readonly value: unknown
  /** Names its members can have, such as the parameters of a path; any when empty. */
  readonly names: readonly string[]
}

/** What an object or a list stands for in a schema. */
type Role = { readonly holds: Holds; readonly keyword: string } | undefined

/** Everything that makes sense at a place of a schema, best first. */
export function suggest(place: JsonPlace, document: SchemaDocument): Suggestion[] {
  const draft = draftOf(document.value)
  if (place.position === 'key') return suggestKeys(place.path, document, draft)
  return suggestValues(place.path, document, roleOf(place.path, draft))
}

/** True where the keys of an object are keywords. */
export const isSchemaAt = (path: readonly string[], value: unknown): boolean =>
  roleOf(path, draftOf(value))?.holds === 'schema'

export const draftOf = (schema: unknown): Draft =>
  String(valueAt(schema, '/$schema')).includes('draft-07') ? 'draft-07' : '2020-12'

/** Follows a path from the root schema: a keyword decides what is inside it. */
function roleOf(path: readonly string[], draft: Draft): Role {
  let role: Role = { holds: 'schema', keyword: '' }
  for (const segment of path) {
    role = role && inside(role, segment, draft)
    if (role === undefined) return undefined
  }
  return role
}

/** What is inside a list or a map that is no schema itself. */
const contents: Readonly<Partial<Record<Holds, Holds>>> = {
  schemas: 'schema',
  'schema-map': 'schema',
  'names-map': 'names',
  names: 'names',
  type: 'type',
}

function inside({ holds, keyword }: NonNullable<Role>, segment: string, draft: Draft): Role {
  if (holds === 'schema-or-schemas' && /^\d+$/.test(segment)) return { holds: 'schema', keyword }
  if (holds !== 'schema' && holds !== 'schema-or-schemas') {
    const content = contents[holds]
    return content === undefined ? undefined : { holds: content, keyword }
  }
  const found = keywords.get(segment)
  const isKnown = found !== undefined && (found.only ?? draft) === draft
  return isKnown ? { holds: found.holds, keyword: segment } : undefined
}

function suggestKeys(
  path: readonly string[],
  document: SchemaDocument,
  draft: Draft,
): Suggestion[] {
  const role = roleOf(path, draft)
  const here = valueAt(document.value, pointerTo(...path))
  const taken = new Set(Object.keys(isRecord(here) ? here : {}))
  if (role?.holds === 'schema' || role?.holds === 'schema-or-schemas')
    return keywordsFor(path, here, draft).filter(({ label }) => !taken.has(label))
  if (role?.holds !== 'schema-map' && role?.holds !== 'names-map') return []
  return memberNames(path, document, role.keyword)
    .filter((name) => !taken.has(name))
    .map((name) => ({
      label: name,
      json: JSON.stringify(name),
      isName: true,
      holds: role.holds === 'names-map' ? ('names' as const) : ('schema' as const),
    }))
}

function keywordsFor(path: readonly string[], schema: unknown, draft: Draft): Suggestion[] {
  const types = [valueAt(schema, '/type')].flat().filter((type) => typeof type === 'string')
  return [...keywords]
    .filter(([, { only }]) => (only ?? draft) === draft)
    .filter(([, { isOfRoot }]) => isOfRoot !== true || path.length === 0)
    .filter(
      ([, { about }]) =>
        types.length === 0 || (about?.some((type) => types.includes(type)) ?? true),
    )
    .map(([name, { holds }]) => ({ label: name, json: JSON.stringify(name), holds }))
}

/** Names of a `properties` map are those the document knows; other maps speak about the properties beside them. */
function memberNames(
  path: readonly string[],
  { value, names }: SchemaDocument,
  keyword: string,
): readonly string[] {
  if (keyword === 'properties') return path.length === 1 ? names : []
  if (!keyword.startsWith('depend')) return []
  return propertiesBeside(value, path.slice(0, path.lastIndexOf(keyword)))
}

function suggestValues(
  path: readonly string[],
  document: SchemaDocument,
  role: Role,
): Suggestion[] {
  const { value, names } = document
  const isIn = (member: string) => role?.keyword === member
  switch (role?.holds) {
    case 'type':
      return without(typeNames, siblings(path, value)).map(quoted)
    case 'format':
      return assertedFormats.map(quoted)
    case 'reference':
      return definitionsOf(value).map(quoted)
    case 'dialect':
      return Object.values(dialects).map(quoted)
    case 'boolean':
      return [literal('true'), literal('false')]
    case 'schema':
      return /^(additional|unevaluated)/.test(role.keyword)
        ? [literal('false'), literal('true')]
        : []
    case 'names': {
      const end = path.lastIndexOf(role.keyword)
      const known = propertiesBeside(value, path.slice(0, end))
      const own = isIn('required') && end === 0 ? names : []
      return without([...new Set([...known, ...own])], siblings(path, value)).map(quoted)
    }
    default:
      return []
  }
}

const quoted = (text: string): Suggestion => ({ label: text, json: JSON.stringify(text) })
const literal = (json: string): Suggestion => ({ label: json, json })
const without = (all: readonly string[], taken: readonly unknown[]): string[] =>
  all.filter((one) => !taken.includes(one))

/** Other items of the list a value stands in. */
function siblings(path: readonly string[], value: unknown): readonly unknown[] {
  const list = valueAt(value, pointerTo(...path.slice(0, -1)))
  const index = Number(path.at(-1))
  return Array.isArray(list) ? list.filter((_, other) => other !== index) : []
}

function propertiesBeside(value: unknown, path: readonly string[]): string[] {
  const properties = valueAt(value, pointerTo(...path, 'properties'))
  return Object.keys(isRecord(properties) ? properties : {})
}

/** References that lead somewhere in this document. */
function definitionsOf(value: unknown): string[] {
  const found = ['$defs', 'definitions'].flatMap((map) => {
    const definitions = valueAt(value, pointerTo(map))
    return Object.keys(isRecord(definitions) ? definitions : {}).map(
      (name) => `#${pointerTo(map, name)}`,
    )
  })
  return [...found, '#']
}
