import * as z from 'zod'

const expression = z.string().min(1).max(16_384)
const text = z.string().max(16_384)

/** How the items of several calls become one request. */
const batchRequest = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('json'),
        expression: expression.meta({ title: 'JSONata', editor: 'jsonata' }),
      })
      .meta({ title: 'JSON' }),
    z
      .strictObject({
        type: z.literal('query'),
        query: z.record(z.string().max(200), text).meta({ title: 'Query', editor: 'key-value' }),
      })
      .meta({ title: 'Query' }),
  ])
  .meta({ title: 'The one request', description: 'Made of items, and of nothing else' })

/** Calls of one isolate that are made together: the design document's `supportsBatching`. */
export const batching = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Make calls together' }),
  item: expression.meta({
    title: 'What one call asks for',
    editor: 'jsonata',
    description: 'Such as request.params.id',
  }),
  key: expression.optional().meta({
    title: 'Together only if equal',
    editor: 'jsonata',
    description: 'Beside caller, address and headers, which always count',
  }),
  maxBatchSize: z.int().min(1).max(100).default(25).meta({ title: 'Most calls together' }),
  window: z.int().min(1).max(100).default(5).meta({
    title: 'Collect for',
    unit: 'ms',
    description: 'From the first call on',
  }),
  request: batchRequest,
  response: expression.default('body').meta({
    title: 'Parts of the answer',
    editor: 'jsonata',
    description: 'Of body and items: a list in the order of items, or an object by id',
  }),
  partsBy: z.enum(['order', 'id']).default('order').meta({
    title: 'Parts are found by',
    description: 'id: of the item itself, or its member id',
  }),
  deduplicate: z.boolean().default(false).meta({
    title: 'Ask for equal items once',
    description: 'Only where the request changes nothing',
  }),
})
export type Batching = z.output<typeof batching>
