import { isRecord } from '#contract/is-record.ts'
import { pointerTo } from '#contract/json-pointer.ts'

import { parsePointer } from '../../lib/json-pointer.ts'
import { type Dialect, dialectOf, subschemas } from './dialect.ts'
import { SchemaFault } from './fault.ts'
import type { SchemaObject } from './types.ts'

/** A schema with an identity of its own: the document, or a part of it with `$id`. */
export class Resource {
  readonly uri: string
  readonly root: Place
  readonly anchors = new Map<string, Place>()
  readonly dynamicAnchors = new Map<string, Place>()

  constructor(uri: string, root: Omit<Place, 'resource'>) {
    this.uri = uri
    this.root = { ...root, resource: this }
  }
}

/** Where a schema stands. */
export interface Place {
  readonly schema: unknown
  readonly resource: Resource
  readonly dialect: Dialect
  /** JSON Pointer into the document. */
  readonly pointer: string
}

const rootUri = 'schema:///document'
const maxNesting = 200

/** The schemas of a document by URI, anchor and pointer (2020-12 core, 8.2 and 9). Fetches nothing. */
export class Resources {
  readonly root: Place
  /** True when a reference may depend on the way that led to it. */
  readonly isDynamic: boolean
  private readonly documents: ReadonlyMap<string, unknown>
  private readonly byUri = new Map<string, Resource>()
  private readonly places = new Map<object, Place>()

  /** Throws SchemaFault. */
  constructor(schema: unknown, documents: ReadonlyMap<string, unknown>) {
    this.documents = documents
    this.isDynamic = documents.size > 0
    this.root = this.add(schema, rootUri)
    for (const { dynamicAnchors } of this.byUri.values())
      if (dynamicAnchors.size > 0) this.isDynamic = true
  }

  placeOf(schema: unknown): Place | undefined {
    return isRecord(schema) ? this.places.get(schema) : undefined
  }

  /** Undefined when the reference leads nowhere. */
  resolve(reference: string, from: Resource): Place | undefined {
    const uri = absolute(reference, from.uri)
    if (uri === undefined) return undefined
    const [name, fragment = ''] = split(uri)
    const resource = this.byUri.get(name) ?? this.registered(name)
    if (resource === undefined) return undefined
    const text = decoded(fragment)
    if (text === undefined) return undefined
    if (text === '') return resource.root
    return text.startsWith('/') ? this.below(resource, text) : resource.anchors.get(text)
  }

  private registered(uri: string): Resource | undefined {
    return this.documents.has(uri) ? this.add(this.documents.get(uri), uri).resource : undefined
  }

  private add(schema: unknown, uri: string): Place {
    const dialect = dialectOf(isRecord(schema) ? schema : {}, this.documents)
    if (dialect === undefined) throw new SchemaFault('/$schema', unknownDialect)
    const resource = new Resource(uri, { schema, dialect, pointer: '' })
    this.byUri.set(uri, resource)
    return this.index(schema, resource.root, '', 0)
  }

  /** Registers a schema and everything below it. Answers where it stands. */
  // oxlint-disable-next-line max-params -- the recursion's own state
  private index(schema: unknown, parent: Place, pointer: string, depth: number): Place {
    if (!isRecord(schema)) return { ...parent, schema, pointer }
    if (depth > maxNesting)
      throw new SchemaFault(pointer, `Schemas nest deeper than ${maxNesting} levels`)
    const place = this.identify(schema, parent, pointer)
    this.places.set(schema, place)
    const { one, list, map } = subschemas[place.dialect.draft]
    const enter = (value: unknown, ...tokens: (string | number)[]) =>
      this.index(value, place, pointer + pointerTo(...tokens), depth + 1)
    for (const keyword of one) if (isRecord(schema[keyword])) enter(schema[keyword], keyword)
    for (const keyword of list) {
      const items: unknown = schema[keyword]
      if (Array.isArray(items)) for (const [at, item] of items.entries()) enter(item, keyword, at)
    }
    for (const keyword of map) {
      const members = schema[keyword]
      if (isRecord(members))
        for (const [name, member] of Object.entries(members)) enter(member, keyword, name)
    }
    return place
  }

  private identify(schema: SchemaObject, parent: Place, pointer: string): Place {
    const isOld = parent.dialect.draft === 'draft-07'
    const id = isOld && Object.hasOwn(schema, '$ref') ? undefined : schema['$id']
    let place: Place = { ...parent, schema, pointer }
    if (typeof id === 'string' && !(isOld && id.startsWith('#'))) place = this.named(id, place)
    else if (parent.resource.root.schema === schema) place = parent.resource.root
    const { anchors, dynamicAnchors } = place.resource
    if (isOld) {
      if (typeof id === 'string' && id.startsWith('#')) anchors.set(id.slice(1), place)
      return place
    }
    const { $anchor: anchor, $dynamicAnchor: dynamic } = schema
    if (typeof anchor === 'string') anchors.set(anchor, place)
    if (typeof dynamic !== 'string') return place
    anchors.set(dynamic, place)
    dynamicAnchors.set(dynamic, place)
    return place
  }

  private named(id: string, place: Place): Place {
    const uri = absolute(id, place.resource.uri)
    if (uri === undefined) throw new SchemaFault(`${place.pointer}/$id`, 'Write a URI reference')
    const [name] = split(uri)
    const { schema, pointer } = place
    const declared = isRecord(schema) && Object.hasOwn(schema, '$schema')
    const dialect = declared ? dialectOf(schema, this.documents) : place.dialect
    if (dialect === undefined) throw new SchemaFault(`${pointer}/$schema`, unknownDialect)
    const resource = new Resource(name, { schema, dialect, pointer })
    this.byUri.set(name, resource)
    return resource.root
  }

  /** Walks a pointer from the root of a resource, into places that are no keywords too. */
  private below(resource: Resource, pointer: string): Place | undefined {
    let place = resource.root
    let value = place.schema
    for (const token of parsePointer(pointer) ?? []) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token))
        return undefined
      value = (value as SchemaObject)[token]
      place = this.placeOf(value) ?? {
        ...place,
        schema: value,
        pointer: place.pointer + pointerTo(token),
      }
    }
    if (typeof value !== 'boolean' && !isRecord(value)) return undefined
    return this.placeOf(value) ?? this.index(value, place, place.pointer, 0)
  }
}

const unknownDialect =
  'Write https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#'

function absolute(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href
  } catch {
    return undefined
  }
}

function split(uri: string): [string, string?] {
  const at = uri.indexOf('#')
  return at < 0 ? [uri] : [uri.slice(0, at), uri.slice(at + 1)]
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return undefined
  }
}
