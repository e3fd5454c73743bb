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

export const endpointVersionDetail = endpointVersion.extend({ config: z.unknown() })
