import { ruleKind } from '../kind-of.ts'
import { distinct } from './distinct.ts'
import { limit } from './limit.ts'
import { slice } from './slice.ts'
import { sort } from './sort.ts'
import { where } from './where.ts'

/** Keeps some items of lists: see docs/kinds/transform/filter.md. A new operation is its import and its line. */
export const filter = ruleKind('filter', 'Filter', [where, limit, slice, distinct, sort])
