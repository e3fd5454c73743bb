import * as z from 'zod'

import { defineRoutes } from './route.ts'
import { testRequest } from './trace.ts'

/** Why a call did not come to an answer that counts, as far as it can be told. */
export const connectionFaults = [
  'dns',
  'refused',
  'tls',
  'timeout',
  'unreachable',
  'forbidden-address',
  'authentication',
  'answer',
  'request',
] as const
export type ConnectionFault = (typeof connectionFaults)[number]

/** Result of another integration, as expressions read it: `integrations.<id>`. */
const givenResult = z.strictObject({
  status: z.int().min(100).max(599).default(200),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
})

const testedAnswer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()).meta({
    description: 'Cookies and credentials are shown as [redacted]',
  }),
  body: z.string().nullable().meta({ description: 'Its beginning; null: it is no text' }),
  truncated: z.boolean(),
  bytes: z.int().meta({ description: 'Read of the body; at most 64 KiB and a little' }),
})

const connectionTest = z.object({
  requestId: z.string(),
  durationMs: z.number().meta({ description: 'Until what is shown was read' }),
  firstByteMs: z.number().nullable().meta({ description: 'null: no answer' }),
  response: testedAnswer.nullable(),
  problem: z
    .object({ code: z.string(), fault: z.enum(connectionFaults), message: z.string() })
    .nullable()
    .meta({ description: 'Also beside an answer: one whose status is not expected' }),
})
export type ConnectionTest = z.output<typeof connectionTest>

/** One integration, called on its own. */
export const connectionTestRoutes = defineRoutes({
  testIntegration: {
    method: 'POST',
    path: '/endpoints/{id}/integrations/{integrationId}/test',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    summary:
      'Call one integration of the draft, or the one sent in its place, once: without retry, breaker, cache and fallback',
    body: z
      .strictObject({
        request: testRequest.prefault({}),
        results: z.record(z.string().max(64), givenResult).default({}).meta({
          description: 'Of the integrations that it reads, by their id',
        }),
        integration: z.unknown().optional(),
      })
      .prefault({}),
    output: connectionTest,
  },
})
