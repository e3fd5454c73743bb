import * as z from 'zod'

import type { Operation } from '../operation.ts'

const parameters = z.strictObject({
  sources: z
    .array(z.string().min(1).max(16_384).meta({ editor: 'jsonata' }))
    .min(1)
    .max(20)
    .meta({ title: 'Sources' }),
})

/** Writes the first value that is neither missing nor null. */
export const coalesce = {
  name: 'coalesce',
  title: 'First that is there',
  source: 'refused',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ sources }, site) {
    const expressions = sources.map((source, at) => site.expression(source, `sources/${at}`))
    return {
      async apply(_value, { ctx, body, purse }) {
        for (const expression of expressions) {
          // oxlint-disable-next-line no-await-in-loop -- the next only runs when this gives nothing
          const value = await expression?.evaluate({ ctx, body, purse })
          if (value !== undefined && value !== null) return value
        }
        return undefined
      },
    }
  },
} satisfies Operation<typeof parameters>
