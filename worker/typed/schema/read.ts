import type { JsonSchema } from '#contract/validation.ts'

import { isRecord } from '#contract/is-record.ts'

import { join } from '../join.ts'
import { meet } from '../meet.ts'
import { json, kinds, nothing, ofKinds, type Type } from '../type.ts'
import { typeOfValue } from '../value-type.ts'
import { listSchema } from './lists.ts'
import { objectSchema } from './objects.ts'
import { resolve } from './reference.ts'
import type { Reader } from './reader.ts'
import { closed } from './unevaluated.ts'

/** What is nested deeper, or comes after this many schemas, is any JSON. */
const maxDepth = 24
const maxSchemas = 5_000

/**
 * The type of what satisfies a JSON Schema (2020-12 or draft-07). What it does not understand it leaves out,
 * so the type holds every valid value, and more.
 */
export function typeOfSchema(schema: JsonSchema, reading: Reading = 'exact'): Type {
  return new SchemaReader(schema, reading).read(schema, 0)
}

/**
 * `exact`: a schema without `type` that names properties allows everything that is no object as well, as the
 * standard has it. `meant`: its author thought of objects.
 */
export type Reading = 'exact' | 'meant'

class SchemaReader implements Reader {
  readonly root: unknown
  readonly isDraft7: boolean
  private readonly reading: Reading
  private left = maxSchemas
  private readonly known = new Map<string, Type>()

  constructor(root: unknown, reading: Reading) {
    this.root = root
    this.reading = reading
    this.isDraft7 = isRecord(root) && String(root['$schema'] ?? '').includes('draft-07')
  }

  read(schema: unknown, depth: number): Type {
    this.left -= 1
    if (schema === false) return nothing
    if (!isRecord(schema) || depth > maxDepth || this.left < 0) return json
    if (schema !== this.root && '$id' in schema) return json
    const referred = this.ofReference(schema, depth)
    if (referred !== undefined && this.isDraft7) return referred
    const own = this.ofKeywords(schema, depth)
    return closed(schema, referred === undefined ? own : meet(referred, own), this)
  }

  /** A schema that leads back to itself is any JSON there. */
  private ofReference(
    { $ref }: Readonly<Record<string, unknown>>,
    depth: number,
  ): Type | undefined {
    if ($ref === undefined) return undefined
    if (typeof $ref !== 'string') return json
    const known = this.known.get($ref)
    if (known !== undefined) return known
    this.known.set($ref, json)
    const type = this.read(resolve(this.root, $ref), depth + 1)
    this.known.set($ref, type)
    return type
  }

  private kinds(schema: Readonly<Record<string, unknown>>): Type {
    if ('type' in schema || this.reading === 'exact') return kindsOf(schema['type'])
    if ('properties' in schema) return ofKinds(kinds.object)
    return 'items' in schema || 'prefixItems' in schema ? ofKinds(kinds.list) : json
  }

  private ofKeywords(schema: Readonly<Record<string, unknown>>, depth: number): Type {
    const read = (part: unknown) => this.read(part, depth + 1)
    const base = meet(
      this.kinds(schema),
      meet(objectSchema(schema, read), listSchema(schema, read, this.isDraft7)),
    )
    const all = listIn(schema, 'allOf').map(read)
    const choices = ['anyOf', 'oneOf'].filter((name) => Array.isArray(schema[name]))
    const chosen = choices.map((name) => join(...listIn(schema, name).map(read)))
    return [...valuesOf(schema), ...all, ...chosen].reduce(meet, base)
  }
}

function valuesOf(schema: Readonly<Record<string, unknown>>): Type[] {
  const values = Array.isArray(schema['enum'])
    ? [join(...schema['enum'].map((one) => typeOfValue(one)))]
    : []
  return 'const' in schema ? [...values, typeOfValue(schema['const'])] : values
}

function listIn(schema: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const list = schema[name]
  return Array.isArray(list) ? list : []
}

const kindsByName: Readonly<Record<string, number>> = {
  __proto__: null as never,
  string: kinds.string,
  number: kinds.number,
  integer: kinds.number,
  boolean: kinds.boolean,
  null: kinds.null,
  array: kinds.list,
  object: kinds.object,
}

function kindsOf(type: unknown): Type {
  const names: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (!names.every((name) => typeof name === 'string' && kindsByName[name] !== undefined))
    return json
  return {
    kinds: names.reduce<number>((set, name) => set | (kindsByName[String(name)] ?? 0), 0),
    size: 1,
  }
}
