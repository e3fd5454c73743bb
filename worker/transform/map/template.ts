import * as z from 'zod'

import type { Operation } from '../operation.ts'

const parameters = z.strictObject({
  template: z.string().max(16_384).meta({ title: 'Template', editor: 'template' }),
})

/** Writes text with `{{ holes }}`. */
export const template = {
  name: 'template',
  title: 'Fill a template',
  source: 'refused',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ template }, site) {
    const compiled = site.template(template, 'template')
    return { apply: (_value, { ctx, body, purse }) => compiled?.render({ ctx, body, purse }) }
  },
} satisfies Operation<typeof parameters>
