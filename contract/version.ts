import * as z from 'zod'

/** A published, immutable version of an endpoint. */
export const endpointVersion = z.object({
  version: z.int().meta({ description: 'Counts publishes of this endpoint from 1' }),
  note: z.string(),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  isLive: z.boolean(),
})
export type EndpointVersion = z.output<typeof endpointVersion>

/** A shared integration as a version contains it. */
const containedIntegration = z.object({
  id: z.string().meta({ description: 'Its name in the expressions of this endpoint' }),
  integration: z.string().meta({ description: 'Id of the shared integration' }),
  revision: z.int(),
  config: z.unknown(),
})

export const endpointVersionDetail = endpointVersion.extend({
  config: z.unknown().meta({ description: 'As it was written: it can be saved as a draft' }),
  sharedIntegrations: z
    .array(containedIntegration)
    .meta({ description: 'What the references in it stand for in this version, for ever' }),
})
