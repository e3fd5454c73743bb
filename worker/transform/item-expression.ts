import * as z from 'zod'

/** A parameter: JSONata that is asked of each item. */
export const itemExpression = z
  .string()
  .min(1)
  .max(16_384)
  .meta({ title: 'Of each item', editor: 'jsonata' })
