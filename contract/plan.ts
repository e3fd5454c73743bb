import * as z from 'zod'

/** One integration of a configuration, and what its references say of its place. */
export const planNode = z.object({
  id: z.string(),
  pointer: z.string().meta({ description: 'JSON Pointer, such as /integrations/0' }),
  dependsOn: z.array(z.string()).nullable().meta({
    description: 'Ids whose results it reads, unknown ones too; null: it has a problem of its own',
  }),
  alternatives: z.array(z.string()).meta({ description: 'Ids that stand in for it, in order' }),
  wave: z.int().nullable().meta({
    description:
      'Integrations of a wave run at once, 0 first; null: it stands by, waits for itself, or has a problem',
  }),
})
export type PlanNode = z.output<typeof planNode>
