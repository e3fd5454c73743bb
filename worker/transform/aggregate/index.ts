import { ruleKind } from '../kind-of.ts'
import { avg } from './avg.ts'
import { count } from './count.ts'
import { groupBy } from './group-by.ts'
import { join } from './join.ts'
import { max } from './max.ts'
import { min } from './min.ts'
import { percentile } from './percentile.ts'
import { sum } from './sum.ts'

/** Makes figures and groups of lists: see docs/kinds/transform/aggregate.md. A new operation is its import and its line. */
export const aggregate = ruleKind('aggregate', 'Aggregate', [
  sum,
  avg,
  min,
  max,
  count,
  percentile,
  groupBy,
  join,
])
