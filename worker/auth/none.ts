import * as z from 'zod'

import type { Kind } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import type { AuthDeps } from './types.ts'

const config = z.looseObject({ type: z.literal('none') })

/** Anyone may call. */
export const none = {
  type: 'none',
  title: 'None',
  config,
  compile: () => undefined,
} satisfies Kind<typeof config, AuthDeps, Guard | undefined>
