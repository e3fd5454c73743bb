import * as z from 'zod'

import { endpointDraft } from '#contract/endpoint.ts'
import { sharedUse } from '#contract/shared-use.ts'
import { transformation } from '#contract/transformation.ts'

import type { FieldSchema } from '../form/schema.ts'

const schemaOf = (type: z.ZodType): FieldSchema =>
  z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as FieldSchema

/** JSON Schema of the parts that every endpoint has; kinds bring theirs from the server. */
export const configSchema = schemaOf(endpointDraft)
export const transformationSchema = schemaOf(transformation)
/** What an endpoint writes of an integration that is defined elsewhere. */
export const sharedUseSchema = schemaOf(sharedUse)
