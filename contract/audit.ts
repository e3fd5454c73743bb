import * as z from 'zod'

/** One change of the configuration: written in the same D1 batch as the change itself. */
export const auditRecord = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string().meta({ description: 'resource.verb, such as endpoint.publish' }),
  targetType: z.string(),
  targetId: z.string(),
  targetName: z.string(),
  details: z.record(z.string(), z.unknown()),
  ipAddress: z.string().nullable(),
})
export type AuditRecord = z.output<typeof auditRecord>
