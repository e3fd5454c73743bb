import * as z from 'zod'

export const jsonSchema = z.union([z.boolean(), z.record(z.string(), z.unknown())])
export const transformationTypes = ['map', 'filter', 'aggregate', 'validate', 'custom'] as const

/** One step: compute `source` (JSONata), write it at `target`. */
export const transformationStep = z.strictObject({
  operation: z.string().min(1).max(64).meta({
    title: 'Operation',
    description: 'What the step does: one of those of the rule type',
  }),
  source: z.string().max(16_384).default('').meta({ title: 'Source', editor: 'jsonata' }),
  target: z.string().max(500).default('').meta({
    title: 'Target',
    description: 'Dotted path or JSON Pointer; empty for the whole body',
  }),
  condition: z.string().max(4_096).optional().meta({ title: 'Only when', editor: 'jsonata' }),
  parameters: z.record(z.string(), z.unknown()).optional(),
})
export type TransformationStep = z.output<typeof transformationStep>

export const testCase = z.strictObject({
  name: z.string().min(1).max(120),
  input: z.unknown(),
  expectedOutput: z.unknown(),
  description: z.string().max(1_000).optional(),
})

/** A rule of the design document. Its input is the scope plus `body`, the document being transformed. */
export const transformation = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'Start with a letter; letters, digits, _ and - only'),
  name: z.string().max(120).default('').meta({ title: 'Name' }),
  type: z.enum(transformationTypes).meta({ title: 'Kind' }),
  phase: z.enum(['request', 'response']).default('response').meta({
    title: 'Applied to',
    description: 'The body sent to the upstream, or the answer',
  }),
  each: z.boolean().optional().meta({
    title: 'For each item',
    description: 'The document is a list, and the steps of a map apply to each of its items',
  }),
  inputSchema: jsonSchema.optional(),
  outputSchema: jsonSchema.optional(),
  rules: z.array(transformationStep).max(100).default([]).meta({ title: 'Steps' }),
  testCases: z.array(testCase).max(50).default([]),
})
export type Transformation = z.output<typeof transformation>
