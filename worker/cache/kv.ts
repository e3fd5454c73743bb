import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { fields } from './fields.ts'
import { createTiers, type Tiers } from './tiers.ts'
import type { CachePorts } from './types.ts'

const config = z.looseObject({ type: z.literal('kv'), ...fields })

/** Answers are in KV as well, near every edge location: for those that last, read in many places. */
export const kv = {
  type: 'kv',
  title: 'Memory and KV',
  config,
  compile: (_, ports) => createTiers('kv', ports),
} satisfies Kind<typeof config, CachePorts, Tiers>
