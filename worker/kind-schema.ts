import * as z from 'zod'

import type { KindFacts } from './kind.ts'

/** JSON Schema of what an author may write for a kind: its form is drawn from it. */
export function kindSchema({ config, describe }: KindFacts): Record<string, unknown> {
  const options = { io: 'input', unrepresentable: 'any' } as const
  return { ...z.toJSONSchema(config, { ...options, ...(describe && { override: describe }) }) }
}
