import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { fields } from './fields.ts'
import { createTiers, type Tiers } from './tiers.ts'
import type { CachePorts } from './types.ts'

const config = z.looseObject({ type: z.literal('database'), ...fields })

/** Answers are in D1 as well: for those that are costly to make and used in few places. */
export const database = {
  type: 'database',
  title: 'Memory and database',
  config,
  compile: (_, ports) => createTiers('database', ports),
} satisfies Kind<typeof config, CachePorts, Tiers>
