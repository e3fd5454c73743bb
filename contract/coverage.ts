import * as z from 'zod'

import { testCase, transformation } from './transformation.ts'

/** What the test cases of rules reach. */
export const coverage = z.object({
  steps: z.int().meta({ description: 'All of them' }),
  reached: z.int().meta({ description: 'Steps that a case ran' }),
  missed: z.array(z.string()).meta({ description: 'JSON Pointers of the steps that none ran' }),
  conditions: z.int().meta({ description: 'Steps that only run on a condition' }),
  bothWays: z.int().meta({ description: 'Conditions that were true in a case and false in one' }),
  unseen: z
    .array(z.object({ pointer: z.string(), value: z.boolean() }))
    .meta({ description: 'Conditions that never were true, or never were false' }),
})
export type Coverage = z.output<typeof coverage>

/** The test cases of one rule, as a check finds them. */
export const ruleReport = z.object({
  id: transformation.shape.id,
  pointer: z.string().meta({ description: 'JSON Pointer of the rule' }),
  coverage,
  cases: z.array(
    z.object({
      name: testCase.shape.name,
      pointer: z.string(),
      outcome: z
        .enum(['passed', 'failed', 'not_run'])
        .meta({ description: 'not_run: the cases before needed all the work a check may do' }),
    }),
  ),
})
export type RuleReport = z.output<typeof ruleReport>
