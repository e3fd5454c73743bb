import { isRecord } from '#contract/is-record.ts'

/** The parts of an OpenAPI 3.1 document that the reference shows. Everything may be missing. */
export interface OpenApi {
  readonly servers?: readonly { readonly url: string }[]
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}

interface Content {
  readonly $ref?: string
  readonly description?: string
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

export interface Operation {
  /** `GET /endpoints/{id}`: unique in a document, used in the address. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description: string
  readonly deprecated: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Content | undefined
  readonly responses: readonly (Content & { readonly status: string })[]
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const

/** Operations in the order of the document, references of the first level resolved. */
export function operationsOf(document_: OpenApi): readonly Operation[] {
  return Object.entries(document_.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const raw = item[method]
      if (!isRecord(raw)) return []
      return [operationOf(document_, { method, path, raw, shared: listOf(item['parameters']) })]
    }),
  )
}

/** What a `$ref` of this document points at; the schema itself when it has none. */
export function resolve<Value extends { readonly $ref?: string }>(
  document_: OpenApi,
  value: Value,
): Value {
  const [, section, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(value.$ref ?? '') ?? []
  if (section === undefined || name === undefined) return value
  return (document_.components?.[section]?.[name] as Value | undefined) ?? value
}

interface Source {
  readonly method: string
  readonly path: string
  readonly raw: Readonly<Record<string, unknown>>
  readonly shared: readonly unknown[]
}

function operationOf(document_: OpenApi, source: Source): Operation {
  const { raw, path } = source
  const method = source.method.toUpperCase()
  const parameters = [...source.shared, ...listOf(raw['parameters'])].filter(isRecord)
  return {
    id: `${method} ${path}`,
    method,
    path,
    tag: textOf(listOf(raw['tags'])[0]),
    summary: textOf(raw['summary']),
    description: textOf(raw['description']),
    deprecated: raw['deprecated'] === true,
    parameters: parameters.map((one) => resolve(document_, one) as unknown as Parameter),
    body: isRecord(raw['requestBody']) ? resolve(document_, raw['requestBody']) : undefined,
    responses: Object.entries(isRecord(raw['responses']) ? raw['responses'] : {})
      .filter(([, response]) => isRecord(response))
      .map(([status, response]) => ({ ...resolve(document_, response as Content), status })),
  }
}

/** Short name of a type, such as `string`, `Endpoint`, `integer | null`, `EndpointSummary[]`. */
export function typeName(schema: Schema | undefined): string {
  const variants = schema?.anyOf ?? schema?.oneOf
  if (schema === undefined) return 'any'
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'any'
  if (variants !== undefined) return [...new Set(variants.map(typeName))].join(' | ')
  if (schema.items !== undefined) return `${typeName(schema.items)}[]`
  return literalName(schema) ?? plainName(schema)
}

function literalName(schema: Schema): string | undefined {
  const values = schema.const === undefined ? schema.enum : [schema.const]
  return values?.map((value) => JSON.stringify(value)).join(' | ')
}

function plainName(schema: Schema): string {
  const name = typeof schema.type === 'string' ? schema.type : schema.type?.join(' | ')
  if (name === undefined) return 'any'
  return schema.format === undefined ? name : `${name} (${schema.format})`
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
