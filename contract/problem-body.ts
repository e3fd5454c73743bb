import * as z from 'zod'

import { errorTypes, issue } from './problem.ts'

/** Body of every error: RFC 9457 plus the design document's fields. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string(),
  errorType: z.enum(errorTypes),
  code: z.string(),
  message: z.string(),
  details: z.array(issue).optional(),
  timestamp: z.string(),
  requestId: z.string(),
  userId: z.string().optional(),
})
export type ProblemBody = z.infer<typeof problemBody>
