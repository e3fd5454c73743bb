import * as z from 'zod'

export const workflowTriggerTypes = ['api-call', 'schedule', 'webhook', 'event'] as const
export const workflowStepTypes = [
  'integration',
  'transformation',
  'condition',
  'delay',
  'parallel',
] as const

export const workflowStep = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().max(120).default(''),
  type: z.enum(workflowStepTypes),
  config: z.record(z.string(), z.unknown()).default({}),
  onSuccess: z.string().max(64).optional(),
  onError: z.string().max(64).optional(),
  timeout: z.int().min(1).max(86_400_000).optional().meta({ title: 'Timeout', unit: 'ms' }),
})

/** A durable workflow that the endpoint starts. Not available yet: using it is a clear error. */
export const workflow = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().max(120).default(''),
  trigger: z.strictObject({
    type: z.enum(workflowTriggerTypes),
    config: z.record(z.string(), z.unknown()).default({}),
  }),
  steps: z.array(workflowStep).max(1_000),
  errorHandling: z.record(z.string(), z.unknown()).default({}),
  notifications: z.array(z.record(z.string(), z.unknown())).max(50).default([]),
})
