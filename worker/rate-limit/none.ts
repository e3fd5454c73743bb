import * as z from 'zod'

import type { Kind } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import type { GuardDeps } from './types.ts'

const config = z.looseObject({ type: z.literal('none') })

/** The stage is off. */
export const none = {
  type: 'none',
  title: 'Off',
  config,
  compile: () => undefined,
} satisfies Kind<typeof config, GuardDeps, Guard | undefined>
