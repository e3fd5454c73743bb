import { aggregateEffects } from './aggregate.ts'
import { customEffects } from './custom.ts'
import type { Effect } from './effect.ts'
import { filterEffects } from './filter.ts'
import { mapEffects } from './map.ts'
import { textEffects } from './texts.ts'
import { validateEffects } from './validate.ts'

/** What each operation makes of types, by rule type and name. One that is not here may write anything. */
const effects: Readonly<Record<string, readonly Effect[]>> = {
  map: [...mapEffects, ...textEffects],
  filter: filterEffects,
  aggregate: aggregateEffects,
  validate: validateEffects,
  custom: customEffects,
}

export function effectOf(type: string, operation: string): Effect | undefined {
  return effects[type]?.find((one) => one.operation.name === operation)
}
