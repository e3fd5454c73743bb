import * as z from 'zod'

import { compositionFields } from './composition.ts'
import { integration } from './integration-kinds.ts'
import { integrationBase } from './integration.ts'

/** What a use says itself; all else is the shared integration's. */
const ownFields = { id: integrationBase.shape.id, ...compositionFields }
type Own = z.output<z.ZodObject<typeof ownFields>>

/** What an endpoint writes in place of an integration that is defined once for several. */
export const sharedUse = z.strictObject({
  ...ownFields,
  type: z.literal('shared'),
  integration: z
    .string()
    .min(1)
    .max(64)
    .meta({ title: 'Shared integration', description: 'Its id: int_…' }),
})
export type SharedUse = z.output<typeof sharedUse>

export const integrationOrUse = z.discriminatedUnion('type', [integration, sharedUse])

/** Where a written-out integration came from. */
export const sharedOrigin = z.strictObject({
  integration: z.string(),
  revision: z.int().min(1),
})
/** By the id an integration has in its endpoint. */
export type SharedOrigins = Readonly<Record<string, z.output<typeof sharedOrigin>>>

/** Of a use, or of an integration that was one: what it says itself. */
export function ownOf({ id, condition, required, default: standIn }: Own): Own {
  return {
    id,
    required,
    ...(condition !== undefined && { condition }),
    ...(standIn !== undefined && { default: standIn }),
  }
}

/** What a shared integration may not say itself, with what to do instead. */
export function foreignToShared(definition: object): { field: string; message: string }[] {
  return Object.keys(compositionFields)
    .filter((field) => Object.hasOwn(definition, field))
    .filter((field) => field !== 'required' || !Reflect.get(definition, field))
    .map((field) => ({ field, message: `Write ${field} where an endpoint uses it` }))
}
