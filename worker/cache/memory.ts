import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { fields } from './fields.ts'
import { createTiers, type Tiers } from './tiers.ts'
import type { CachePorts } from './types.ts'

const config = z.looseObject({ type: z.literal('memory'), ...fields })

/** Answers stay in the memory of the isolate that got them. */
export const memory = {
  type: 'memory',
  title: 'Memory',
  config,
  compile: (_, ports) => createTiers('memory', ports),
} satisfies Kind<typeof config, CachePorts, Tiers>
