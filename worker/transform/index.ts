import { defineKinds } from '../kind.ts'
import { map } from './map.ts'
import type { CompiledTransformation, TransformDeps } from './types.ts'

/** How documents are reshaped. A new kind is its import and its line. */
export const transform = defineKinds<TransformDeps, CompiledTransformation>(
  'transform',
  ['filter', 'aggregate', 'validate', 'custom'],
  map,
)
