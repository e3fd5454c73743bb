import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { isTrue } from '../../expression/truth.ts'

const parameters = z.strictObject({
  that: z.string().min(1).max(16_384).meta({ title: 'Must be true', editor: 'jsonata' }),
  message: z.string().min(1).max(300).meta({ title: 'Message' }),
})

/** Refuses a document for which `that` is not true, with the message of the author. */
export const assert = {
  name: 'assert',
  title: 'Assert',
  source: 'refused',
  target: 'refused',
  input: 'body',
  isRecordwise: true,
  parameters,
  compile({ that, message }, site) {
    const expression = site.expression(that, 'that')
    return {
      async edit({ ctx, body, purse }) {
        if (!isTrue(await expression?.evaluate({ ctx, body, purse })))
          throw new StepFailure(message, 'assertion_failed')
        return body
      },
    }
  },
} satisfies Operation<typeof parameters>
