import * as z from 'zod'

export const stages = [
  'auth',
  'rate-limit',
  'validate',
  'cache',
  'integrations',
  'transform',
  'workflow',
  'response',
] as const
export type StageName = (typeof stages)[number]

/** One entry of `GET /api/v1/kinds`: what a stage offers and the JSON Schema its form is drawn from. */
export const kindEntry = z.object({
  stage: z.enum(stages),
  type: z.string(),
  title: z.string(),
  available: z
    .boolean()
    .meta({ description: 'false: named in the contract, not usable in this version' }),
  unavailable: z.record(z.string(), z.string()).optional().meta({
    description: 'Operations that this gateway cannot run, and what is missing',
  }),
  schema: z
    .record(z.string(), z.unknown())
    .meta({ description: 'JSON Schema 2020-12 of the configuration' }),
})
export type KindEntry = z.output<typeof kindEntry>
