import * as z from 'zod'

const expression = z.string().min(1).max(16_384)

/** Whether an integration is called, and what an endpoint does without its answer. */
export const compositionFields = {
  condition: expression.optional().meta({
    title: 'Call only if',
    editor: 'jsonata',
    description: 'Otherwise it is not called and integrations.<id> is missing',
  }),
  required: z.boolean().default(true).meta({
    title: 'Required',
    description: 'Its failure is the answer. Off: the answer does without it, and says so',
  }),
  default: expression.optional().meta({
    title: 'Body in its place',
    editor: 'jsonata',
    description: 'When it is not required and failed; any JSON value is an expression',
  }),
}

/** What one request may use of the platform. See docs/composition.md. */
export const defaultBudget = {
  /** Calls that wait for headers at once: the platform opens no more. */
  connections: 6,
  /** Calls of one request: of 50 on the free plan, 10 are left to the gateway itself. */
  subrequests: 40,
} as const
