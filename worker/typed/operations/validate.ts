import { assert } from '../../transform/validate/assert.ts'
import { schema } from '../../transform/validate/schema.ts'
import { meet } from '../meet.ts'
import { typeOfSchema } from '../schema/read.ts'
import { type Effect, effect } from './effect.ts'

/** Operations that refuse documents, and so tell what the others are like. */
export const validateEffects: readonly Effect[] = [
  effect(assert, (step) => {
    step.expression(step.parameters.that, 'that')
    return { body: step.body }
  }),
  effect(schema, ({ body, path, parameters }) => ({
    body: path.length === 0 ? meet(body, typeOfSchema(parameters.schema)) : body,
  })),
]
