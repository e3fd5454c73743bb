import * as z from 'zod'

import { endpointSummary } from './endpoint.ts'
import { secureOrigin } from './origin.ts'

export const secretInput = z.strictObject({
  value: z
    .string()
    .min(1)
    .max(8_192)
    .refine((value) => value.isWellFormed(), 'Write text without lone surrogates')
    .meta({ title: 'Value', description: 'Kept exactly as sent, and never shown again' }),
  allowedOrigins: z
    .array(secureOrigin)
    .max(20)
    .transform((origins) => [...new Set(origins)])
    .optional()
    .meta({
      title: 'Allowed origins',
      description:
        'The only ones that the value, or what is made with it, may be sent to; []: it never leaves. Absent: those it has, or none',
    }),
})

/** A secret as the management API shows it: everything but its value. */
export const secret = z.object({
  name: z.string(),
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
  isReadable: z
    .boolean()
    .meta({ description: 'false: sealed with a key this instance does not have; set it again' }),
  allowedOrigins: z.array(z.string()).nullable().meta({
    description: 'null: set before secrets had origins. Name them to send it anywhere new',
  }),
  usedBy: z
    .array(endpointSummary.pick({ id: true, name: true, method: true, path: true }))
    .meta({ description: 'Endpoints whose draft or live version names it, at most 20' }),
  usedByCount: z.int().meta({ description: 'All of them, counted' }),
  usedByIntegrations: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .meta({ description: 'Shared integrations that name it, at most 20' }),
})
export type Secret = z.output<typeof secret>
