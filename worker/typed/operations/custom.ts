import { javascript } from '../../transform/custom/javascript.ts'
import { jsonata } from '../../transform/custom/jsonata.ts'
import { join } from '../join.ts'
import { json, missing } from '../type.ts'
import { type Effect, effect } from './effect.ts'

/** Operations that write what their author computes. */
export const customEffects: readonly Effect[] = [
  effect(jsonata, ({ value }) => ({ value })),
  effect(javascript, ({ parameters, expression }) => {
    if (parameters.context !== '') expression(parameters.context, 'context')
    return { value: join(json, missing) }
  }),
]
