import * as z from 'zod'

/** What one stage did to one request. Times are milliseconds since the request arrived. */
export const traceSpan = z.object({
  stage: z.string(),
  name: z.string(),
  startMs: z.number(),
  durationMs: z.number(),
  outcome: z.enum(['ok', 'skipped', 'refused', 'failed']),
  detail: z.record(z.string(), z.unknown()),
})
export type TraceSpan = z.output<typeof traceSpan>

/** Request of `POST /endpoints/{id}/test`. `path` is below the base path, query string allowed. */
export const testRequest = z.strictObject({
  method: z.string().max(16).optional(),
  path: z.string().max(8_192).optional().meta({ description: 'Default: the path of the endpoint' }),
  query: z.record(z.string(), z.string()).default({}),
  headers: z.record(z.string(), z.string()).default({}),
  body: z
    .unknown()
    .optional()
    .meta({ description: 'A string is sent as it is, anything else as JSON' }),
})

export type TestRequest = z.output<typeof testRequest>

export const testResult = z.object({
  requestId: z.string(),
  durationMs: z.number(),
  response: z.object({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    bodyEncoding: z.enum(['utf-8', 'base64']),
    truncated: z.boolean(),
  }),
  trace: z.array(traceSpan),
})
export type TestResult = z.output<typeof testResult>
