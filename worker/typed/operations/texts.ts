import { flatten } from '../../transform/map/flatten.ts'
import { formatDate } from '../../transform/map/format-date.ts'
import { formatNumber } from '../../transform/map/format-number.ts'
import { hash } from '../../transform/map/hash.ts'
import { join as joinText } from '../../transform/map/join.ts'
import { split } from '../../transform/map/split.ts'
import { template } from '../../transform/map/template.ts'
import { unflatten } from '../../transform/map/unflatten.ts'
import { join } from '../join.ts'
import { kinds, listOf, missing, ofKinds, text } from '../type.ts'
import { type Effect, effect } from './effect.ts'
import { keepingAbsent } from './map.ts'

/** Operations that make texts of values, and objects of other names. */
export const textEffects: readonly Effect[] = [
  effect(template, (step) => {
    step.template(step.parameters.template, 'template')
    return { value: text }
  }),
  effect(split, ({ value, needs }) => {
    needs(kinds.string)
    return { value: keepingAbsent(value, listOf(text)) }
  }),
  effect(joinText, ({ value, needs }) => {
    needs(kinds.list)
    return { value: keepingAbsent(value, text) }
  }),
  effect(formatDate, ({ value, needs }) => {
    needs(kinds.string | kinds.number)
    return { value: keepingAbsent(value, join(text, missing)) }
  }),
  effect(formatNumber, ({ value, needs }) => {
    needs(kinds.number)
    return { value: keepingAbsent(value, join(text, missing)) }
  }),
  effect(hash, ({ value, needs }) => {
    needs(kinds.string | kinds.number | kinds.boolean)
    return { value: keepingAbsent(value, text) }
  }),
  effect(flatten, ({ value, needs }) => {
    needs(kinds.object | kinds.list)
    return { value: keepingAbsent(value, ofKinds(kinds.object)) }
  }),
  effect(unflatten, ({ value, needs }) => {
    needs(kinds.object)
    return { value: keepingAbsent(value, ofKinds(kinds.object | kinds.list)) }
  }),
]
