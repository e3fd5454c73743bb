import { defineKinds } from '../kind.ts'
import { aggregate } from './aggregate/index.ts'
import { custom } from './custom/index.ts'
import { filter } from './filter/index.ts'
import { map } from './map/index.ts'
import type { CompiledTransformation, TransformDeps } from './types.ts'
import { validate } from './validate/index.ts'

/** How documents are reshaped. A new kind is its import and its line. */
export const transform = defineKinds<TransformDeps, CompiledTransformation>(
  'transform',
  [],
  map,
  filter,
  aggregate,
  validate,
  custom,
)
