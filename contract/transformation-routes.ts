import * as z from 'zod'

import { coverage } from './coverage.ts'
import { defineRoutes } from './route.ts'
import { testCase, transformation, transformationStep } from './transformation.ts'

/** What an evaluation may read beside the document: the scope of docs/expressions.md, all of it optional. */
const evaluationScope = z.strictObject({
  request: z
    .strictObject({
      method: z.string().max(16).optional(),
      path: z.string().max(8_192).optional(),
      params: z.record(z.string(), z.string()).optional(),
      query: z.record(z.string(), z.unknown()).optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    })
    .optional(),
  principal: z.unknown().optional(),
  integrations: z.record(z.string(), z.unknown()).optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
})

/** Request of `POST /transformations/test`: one of `rule`, `rules` and `expression`. */
export const evaluationRequest = z.strictObject({
  rule: transformation.partial({ id: true }).optional(),
  rules: z
    .array(transformation)
    .max(20)
    .optional()
    .meta({ description: 'Applied one after the other' }),
  expression: z.string().max(16_384).optional().meta({ description: 'JSONata over the document' }),
  input: z
    .unknown()
    .meta({ description: 'The document; in expressions: body, and $ of an expression' }),
  scope: evaluationScope.optional(),
})
export type EvaluationRequest = z.output<typeof evaluationRequest>

/** What one step did. Values longer than 64 KiB as JSON are cut to `{"truncated": true}`. */
export const evaluationStep = z.object({
  rule: z.string().meta({ description: 'Id of the rule' }),
  index: z.int().meta({ description: 'Of the step in its rule' }),
  operation: transformationStep.shape.operation,
  outcome: z
    .enum(['applied', 'skipped', 'failed'])
    .meta({ description: 'skipped: its condition was false' }),
  output: z.unknown().meta({ description: 'The document after the step' }),
  work: z.int().meta({ description: 'Counted units, see docs/limits.md' }),
})
export type EvaluationStep = z.output<typeof evaluationStep>

/** Why there is no output; never holds data. */
export const evaluationError = z.object({
  code: z.string(),
  message: z.string(),
  rule: z.string().optional(),
  step: z.int().optional(),
  pointer: z.string().meta({ description: 'JSON Pointer into the request of this test' }),
  position: z.int().optional().meta({ description: 'In the expression, from 0' }),
  severity: z
    .enum(['error', 'warning'])
    .optional()
    .meta({ description: 'Of what the types say; error: an endpoint with it is refused' }),
})
export type EvaluationError = z.output<typeof evaluationError>

export const caseResult = z.object({
  rule: z.string(),
  name: testCase.shape.name,
  passed: z.boolean(),
  actual: z.unknown().optional(),
  error: evaluationError.optional(),
})
export type CaseResult = z.output<typeof caseResult>

export const evaluationResult = z.object({
  output: z
    .unknown()
    .optional()
    .meta({ description: 'Missing when there are errors, or no value' }),
  steps: z.array(evaluationStep),
  errors: z.array(evaluationError),
  warnings: z.array(evaluationError).meta({
    description: 'What the types say: unknown fields, impossible types, misspelt functions',
  }),
  cost: z.object({ work: z.int(), maxWork: z.int(), outputBytes: z.int() }),
  cases: z.array(caseResult).meta({ description: 'The test cases of the rules' }),
  coverage,
})
export type EvaluationResult = z.output<typeof evaluationResult>

export const transformationRoutes = defineRoutes({
  testTransformation: {
    method: 'POST',
    path: '/transformations/test',
    access: 'viewer',
    tag: 'Transformations',
    status: 200,
    summary: 'Evaluate a rule or an expression on a document, step by step; nothing is saved',
    body: evaluationRequest,
    output: evaluationResult,
  },
})
