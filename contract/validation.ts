import * as z from 'zod'

/** Largest schema, as JSON text. */
export const maxSchemaBytes = 262_144

/** A JSON Schema: draft-07 when `$schema` says so, else 2020-12. Checked against its meta-schema on save. */
export const jsonSchema = z
  .union([z.boolean(), z.record(z.string(), z.unknown())])
  .meta({ editor: 'json-schema' })
export type JsonSchema = z.output<typeof jsonSchema>

/** Formats that values are held to; others only describe. */
export const assertedFormats = [
  'date',
  'time',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uuid',
] as const

export const responseValidationModes = ['off', 'report', 'enforce'] as const

/**
 * What a request must look like, and the answer. Parameters and headers are text on the wire: a value is
 * read as the number, boolean or list that its schema asks for before it is checked.
 */
export const validation = z.strictObject({
  params: jsonSchema.optional().meta({
    title: 'Path parameters',
    description: 'An object schema; one property per parameter of the path',
    editor: 'json-schema',
  }),
  query: jsonSchema.optional().meta({
    title: 'Query parameters',
    description: 'An object schema; a repeated parameter is a list',
    editor: 'json-schema',
  }),
  headers: jsonSchema.optional().meta({
    title: 'Request headers',
    description: 'An object schema; names in lower case',
    editor: 'json-schema',
  }),
  body: jsonSchema
    .optional()
    .meta({ title: 'Request body', description: 'Of JSON or a form', editor: 'json-schema' }),
  maxDepth: z
    .int()
    .min(1)
    .max(64)
    .default(64)
    .meta({ title: 'Deepest nesting', description: 'Of objects and lists in a JSON body' }),
  response: z
    .strictObject({
      mode: z.enum(responseValidationModes).default('report').meta({
        title: 'Mode',
        description: 'report: logged and traced, the answer leaves; enforce: 502 instead',
      }),
      schema: jsonSchema
        .default(true)
        .meta({ title: 'Schema of the answer', editor: 'json-schema' }),
    })
    .optional()
    .meta({ title: 'Answer' }),
})
export type Validation = z.output<typeof validation>
